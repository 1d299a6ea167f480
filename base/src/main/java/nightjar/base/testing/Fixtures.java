package nightjar.base.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Real footage and captured answers that lie beside the checkout, in `../shared/fixtures`; absent elsewhere, and then the
/// tests that want them are skipped.
public final class Fixtures {
  private Fixtures() {}

  /// The file or folder `name` among the fixtures. Use with `Assumptions.assumeTrue(...isPresent())`.
  public static Optional<Path> find(String name) {
    Path path = root().resolveSibling("shared").resolve("fixtures").resolve(name);
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  /// The root of the checkout: where `pom.xml` with the modules is.
  public static Path root() {
    return Path.of(System.getProperty("nightjar.root", "..")).toAbsolutePath().normalize();
  }
}
