package nightjar.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.authority.Authority;
import nightjar.recovery.authority.AuthorityDesk;
import nightjar.recovery.authority.AuthorityKeys;
import nightjar.recovery.authority.Book;
import nightjar.recovery.authority.Reconciliation;
import nightjar.recovery.authority.Reconciliation.Finding;
import nightjar.recovery.authority.Reconciliation.Shown;
import nightjar.recovery.authority.Reconciliation.Used;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.socket.LineServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `nightjar authority`: the vendor's end of the way back in, one subcommand for each thing it does.
/// Owned by the main thread.
@Command(name = "authority")
final class AuthorityCommand {
  /// What a recorder is told about its maker.
  private record Trust(int version, String portal, List<Key> keys) {}

  private record Key(int kid, String publicKey) {}

  private final Environment environment;

  private AuthorityCommand(Environment environment) {
    this.environment = environment;
  }

  static CommandLine line(Environment environment) {
    return new CommandLine(new AuthorityCommand(environment));
  }

  @Command(name = "init")
  int init(
      @Option(names = "--data", paramLabel = "DIR", required = true) Path data,
      @Option(names = "--portal", paramLabel = "URL", required = true) String portal,
      @Option(names = "--kid", paramLabel = "N", defaultValue = "1") int kid,
      @Option(names = "--pkcs11", paramLabel = "LIBRARY") @Nullable Path library,
      @Option(names = "--token", paramLabel = "LABEL") @Nullable String token,
      @Option(names = "--pin-file", paramLabel = "FILE") @Nullable Path pinFile) {
    var keyring = new AuthorityKeyring(environment.terminal(), data, Optional.ofNullable(pinFile));
    AuthorityKeys keys =
        library == null && token == null
            ? keyring.makeInFile(kid)
            : keyring.makeInToken(kid, given(library, "--pkcs11"), given(token, "--token"));
    String key = HexFormat.of().formatHex(keys.publicKey().toArray());
    String text = new Json().write(new Trust(1, portal, List.of(new Key(kid, key))));
    Path trust = data.resolve("authority.json");
    new PrivateFile(trust).replace(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    say("authority.made", token == null ? data : token, trust);
    return 0;
  }

  @Command(name = "device")
  int device(
      @Option(names = "--data", paramLabel = "DIR", required = true) Path data,
      @Option(names = "--status", paramLabel = "STATUS", defaultValue = "GOOD")
          Registry.Status status,
      @Parameters(paramLabel = "FILE") Path file) {
    Registry.Device device =
        new Json().read(read(file), Registry.Device.class, file.toString()).with(status);
    registry(data).put(device);
    say("authority.device", device.deviceId(), device.status());
    return 0;
  }

  @Command(name = "approver")
  int approver(
      @Option(names = "--data", paramLabel = "DIR", required = true) Path data,
      @Option(names = "--id", paramLabel = "NAME", required = true) String id,
      @Option(names = "--kind", paramLabel = "KIND", defaultValue = "ED25519") RawKeys kind,
      @Option(names = "--key", paramLabel = "HEX", required = true) String key,
      @Option(names = "--inactive") boolean inactive) {
    registry(data).put(new Registry.Approver(id, kind, key, !inactive));
    say("authority.approver", id);
    return 0;
  }

  @Command(name = "passkey")
  int passkey(
      @Option(names = "--data", paramLabel = "DIR", required = true) Path data,
      @Option(names = "--inactive") boolean inactive,
      @Parameters(paramLabel = "FILE") Path file) {
    Registry.PasskeyApprover read =
        new Json().read(read(file), Registry.PasskeyApprover.class, file.toString());
    registry(data).put(inactive ? read.ended() : read);
    say("authority.passkey", read.id(), read.fingerprint());
    return 0;
  }

  @Command(name = "run")
  int serve(
      @Option(names = "--data", paramLabel = "DIR", required = true) Path data,
      @Option(names = "--pin-file", paramLabel = "FILE") @Nullable Path pinFile) {
    Path socket = data.resolve("run").resolve("authority.sock");
    try (Authority authority = open(data, pinFile);
        LineServer _ =
            LineServer.start(socket, new AuthorityDesk(authority)::answer, environment.log())) {
      say("authority.running", socket);
      while (!environment.clock().sleep(Duration.ofHours(1), environment.stop())) {}
    }
    return 0;
  }

  @Command(name = "verify")
  int verify(
      @Option(names = "--data", paramLabel = "DIR", required = true) Path data,
      @Option(names = "--pin-file", paramLabel = "FILE") @Nullable Path pinFile) {
    try (Authority authority = open(data, pinFile)) {
      say("authority.verified", authority.audited());
    }
    return 0;
  }

  /// What the review desk's `/api/v1/codes` says.
  private record PortalCodes(List<Shown> shown, List<Used> used) {}

  @Command(name = "reconcile")
  int reconcile(
      @Option(names = "--data", paramLabel = "DIR", required = true) Path data,
      @Option(names = "--pin-file", paramLabel = "FILE") @Nullable Path pinFile,
      @Parameters(paramLabel = "FILE", arity = "0..1") Optional<Path> file) {
    Book book;
    try (Authority authority = open(data, pinFile)) {
      book = authority.book();
    }
    List<Finding> found = new ArrayList<>(Reconciliation.ofKey(book));
    file.map(path -> new Json().read(read(path), PortalCodes.class, path.toString()))
        .ifPresent(codes -> {
          found.addAll(Reconciliation.ofPortal(book, codes.shown()));
          found.addAll(Reconciliation.ofRecorders(book, codes.used()));
        });
    say("authority.reconciled", book.issues().size(), found.size());
    found.forEach(each -> say("authority.mismatch." + each.kind(), each.about(), each.detail()));
    return found.isEmpty() ? 0 : 1;
  }

  private Authority open(Path data, @Nullable Path pinFile) {
    var keyring = new AuthorityKeyring(environment.terminal(), data, Optional.ofNullable(pinFile));
    return Authority.open(data, keyring.open(), registry(data), environment.clock());
  }

  private static Registry registry(Path data) {
    return Registry.open(data.resolve("registry.json"));
  }

  private static <T> T given(@Nullable T value, String option) {
    return Optional.ofNullable(value)
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID,
                "a token needs " + option + " too",
                "Give --pkcs11 with the library and --token with the label."));
  }

  private void say(String key, Object... values) {
    environment.terminal().line(environment.terminal().say(key, values));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          file + " cannot be read: " + FileReason.of(e),
          "Name the file that nightjar sticker wrote.",
          e);
    }
  }
}
