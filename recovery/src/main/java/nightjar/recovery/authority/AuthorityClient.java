package nightjar.recovery.authority;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recovery.authority.AuthorityDesk.Answer;
import nightjar.recovery.authority.AuthorityDesk.Ask;
import nightjar.recovery.authority.AuthorityDesk.Is;
import nightjar.recovery.authority.AuthorityDesk.Question;
import nightjar.recovery.socket.LineReader;

/// The portal's end of the authority's socket. A connection for each question: there are a few an hour, and an authority that was
/// restarted is found again by itself. Safe for any thread because nothing is kept.
public final class AuthorityClient {
  private final Path socket;
  private final Json json = new Json();

  public AuthorityClient(Path socket) {
    this.socket = socket;
  }

  /// Throws UNREACHABLE when no authority answers there.
  public Answer ask(Ask ask, AuthorityRequest request) {
    return ask(new Question(AuthorityDesk.VERSION, ask, request, null));
  }

  /// All that the authority did.
  public Book book() {
    List<Book.Issue> issues = new ArrayList<>();
    List<Book.KeyUse> uses = new ArrayList<>();
    for (int number = 0; ; number++) {
      Answer answer = ask(new Question(AuthorityDesk.VERSION, Ask.BOOK, null, number));
      if (answer.is() != Is.BOOK) {
        throw Fault.of(
            Fault.Kind.PROTOCOL,
            "the authority answers " + answer.is(),
            "Run portal and authority of the same version.");
      }
      Book.Page page = json.read(answer.text(), Book.Page.class, "the authority’s book");
      issues.addAll(page.issues());
      uses.addAll(page.keyUses());
      if (!page.more()) {
        return new Book(issues, uses);
      }
    }
  }

  private Answer ask(Question question) {
    byte[] line = (json.writeLine(question) + "\n").getBytes(StandardCharsets.UTF_8);
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer out = ByteBuffer.wrap(line);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      var in = new LineReader(new BufferedInputStream(Channels.newInputStream(channel)));
      String answer =
          in.next()
              .orElseThrow(() ->
                  Fault.of(
                      Fault.Kind.UNREACHABLE,
                      socket + ": the authority hung up",
                      "Its log says why; nothing was issued."));
      return json.read(answer, Answer.class, "the authority’s answer");
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          "no authority listens at " + socket + ": " + e.getMessage(),
          "Start nightjar authority run, as the portal’s user.",
          e);
    }
  }
}
