package nightjar.media.rtsp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import nightjar.media.rtsp.auth.Fingerprint;

/// A certificate a camera made for itself, years ago, with a name that is not its own.
final class TestCertificate {
  private static final String SECRET = "no secret";

  private final KeyStore keys;

  private TestCertificate(KeyStore keys) {
    this.keys = keys;
  }

  static TestCertificate make(Path folder) throws IOException {
    Path file = folder.resolve("camera.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=IPC",
                    "-startdate",
                    "2019/01/01",
                    "-validity",
                    "365",
                    "-storepass",
                    SECRET,
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    try {
      process.waitFor(60, TimeUnit.SECONDS);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, SECRET.toCharArray());
      }
      return new TestCertificate(keys);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  Fingerprint fingerprint() {
    try {
      return Fingerprint.of((X509Certificate) keys.getCertificate(keys.aliases().nextElement()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLContext context() {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, SECRET.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
