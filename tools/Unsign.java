import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Takes the signatures out of the jars in a folder: `java tools/Unsign.java cli/target/dist`.
///
/// Maven has compared each jar's checksum. The JVM would verify the signatures of the cryptography provider again at every start,
/// for a third of a second, and keeps no class of a signed jar in its start-up cache.
void main(String[] arguments) throws IOException {
  try (var jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
    for (Path jar : jars) {
      if (isSigned(jar)) {
        unsign(jar);
      }
    }
  }
}

static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

static boolean isSigned(Path jar) throws IOException {
  try (var zip = new ZipFile(jar.toFile())) {
    return zip.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
  }
}

static void unsign(Path jar) throws IOException {
  Path bare = jar.resolveSibling(jar.getFileName() + ".new");
  try (var zip = new ZipFile(jar.toFile());
      var out = new ZipOutputStream(Files.newOutputStream(bare))) {
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!SIGNATURE.matcher(entry.getName()).matches()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        zip.getInputStream(entry).transferTo(out);
      }
    }
  }
  Files.setLastModifiedTime(bare, Files.getLastModifiedTime(jar));
  Files.move(bare, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
}
