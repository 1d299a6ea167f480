package nightjar.portal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real SMTP server (RFC 5321) on loopback that takes every letter and keeps it. Safe for any thread because its list is.
final class MailServer implements AutoCloseable {
  record Mail(String to, String text) {}

  final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;

  MailServer() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Letters to an address, oldest first.
  List<String> to(String address) {
    return mails.stream().filter(m -> m.to.equals(address)).map(Mail::text).toList();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket peer = listener.accept();
        Thread.ofVirtual().start(() -> talk(peer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket peer) {
    try (peer;
        var in =
            new BufferedReader(
                new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = peer.getOutputStream();
      say(out, "220 test");
      String to = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
        switch (verb) {
          case "RCPT" -> {
            to = line.replaceFirst(".*<(.*)>.*", "$1");
            say(out, "250 ok");
          }
          case "DATA" -> {
            say(out, "354 go on");
            mails.add(new Mail(to, decoded(read(in))));
            say(out, "250 taken");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "250 ok");
        }
      }
    } catch (IOException e) {
      // the client left
    }
  }

  private static String read(BufferedReader in) throws IOException {
    var text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
    }
    return text.toString();
  }

  /// The body as a person reads it (RFC 2045).
  private static String decoded(String message) {
    int end = message.indexOf("\n\n");
    String head = message.substring(0, end).toLowerCase(java.util.Locale.ROOT);
    String body = message.substring(end + 2);
    if (head.contains("transfer-encoding: base64")) {
      return new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
    }
    if (!head.contains("transfer-encoding: quoted-printable")) {
      return body;
    }
    byte[] bytes = body.replace("=\n", "").getBytes(StandardCharsets.UTF_8);
    var out = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '=' && i + 2 < bytes.length) {
        out.write(Integer.parseInt(new String(bytes, i + 1, 2, StandardCharsets.US_ASCII), 16));
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
