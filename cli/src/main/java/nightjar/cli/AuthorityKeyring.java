package nightjar.cli;

import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import nightjar.base.Fault;
import nightjar.recovery.authority.AuthorityKeys;
import nightjar.recovery.authority.FileKeystore;
import nightjar.recovery.authority.Pkcs11Keystore;
import org.jspecify.annotations.Nullable;

/// The keys in an authority's folder, whichever kind they are. The passphrase of a file comes from the environment variable
/// NIGHTJAR_AUTHORITY_PASSPHRASE or is asked for; the PIN of a token comes from a file that nobody else reads, or is asked for.
/// Neither comes from the command line, which every user of the machine can see; both are overwritten after use.
/// Owned by the main thread.
final class AuthorityKeyring {
  private static final String VARIABLE = "NIGHTJAR_AUTHORITY_PASSPHRASE";

  private final Terminal terminal;
  private final Path file;
  private final Path token;
  private final Optional<Path> pinFile;

  AuthorityKeyring(Terminal terminal, Path data, Optional<Path> pinFile) {
    this.terminal = terminal;
    this.file = data.resolve("keys.json");
    this.token = data.resolve("token.json");
    this.pinFile = pinFile;
  }

  AuthorityKeys open() {
    return Pkcs11Keystore.isAt(token)
        ? with(pin(), pin -> Pkcs11Keystore.open(token, pin))
        : with(passphrase(), passphrase -> FileKeystore.open(file, passphrase));
  }

  AuthorityKeys makeInFile(int kid) {
    refuse(token);
    return with(
        passphrase(),
        passphrase -> {
          FileKeystore.create(file, kid, passphrase, new SecureRandom());
          return FileKeystore.open(file, passphrase);
        });
  }

  AuthorityKeys makeInToken(int kid, Path library, String label) {
    refuse(file);
    return with(
        pin(),
        pin -> {
          Pkcs11Keystore.create(
              token, library.toAbsolutePath(), label, kid, pin, new SecureRandom());
          return Pkcs11Keystore.open(token, pin);
        });
  }

  private static void refuse(Path other) {
    if (Files.exists(other)) {
      throw Fault.of(
          Fault.Kind.INVALID,
          other + " holds keys already",
          "Choose another folder, or keep these.");
    }
  }

  private static <T> T with(char[] secret, Function<char[], T> work) {
    try {
      return work.apply(secret);
    } finally {
      Arrays.fill(secret, ' ');
    }
  }

  private char[] passphrase() {
    @Nullable String given = System.getenv(VARIABLE);
    return given != null
        ? given.toCharArray()
        : ask("authority.passphrase")
            .orElseThrow(() ->
                Fault.of(
                    Fault.Kind.INVALID,
                    "no passphrase for the authority’s keys",
                    "Set " + VARIABLE + ", or run this in a terminal."));
  }

  private char[] pin() {
    return pinFile
        .map(SecretFile::line)
        .or(() -> ask("authority.pin"))
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID,
                "no PIN for the authority’s token",
                "Give --pin-file, or run this in a terminal."));
  }

  private Optional<char[]> ask(String key) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .flatMap(c -> Optional.ofNullable(c.readPassword("%s ", terminal.say(key))));
  }
}
