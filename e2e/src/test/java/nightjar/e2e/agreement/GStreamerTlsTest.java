package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nightjar.e2e.badinput.CommandLine;
import nightjar.e2e.badinput.CommandLine.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server of GStreamer's over TLS, with a certificate it made itself, as cameras do: recorded when its fingerprint stands in
/// the address, refused with words when another or none does.
@Tag("slow")
class GStreamerTlsTest {
  private static final String PICTURES =
      "( videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=10/1"
          + " ! x264enc tune=zerolatency key-int-max=10 ! rtph264pay name=pay0 pt=96 )";

  @TempDir private Path folder = Path.of("");

  @Test
  void isRecordedWithItsFingerprintAndRefusedWithoutIt()
      throws IOException, GeneralSecurityException {
    Program.assume("openssl", "ffprobe");
    Path pem = certificate();
    String fingerprint = fingerprint(pem);
    try (var server =
        new GStreamerServer(folder, Map.of("live", PICTURES), List.of("--tls", pem.toString()))) {
      String url = "rtsps://127.0.0.1:" + server.port() + "/live";
      Outcome good = record(url + "#sha256=" + fingerprint, "good");
      assertThat(good.code()).as(good.toString()).isZero();
      List<Path> files = Tape.files(folder.resolve("good"));
      assertThat(files).isNotEmpty();
      Tape.assertClean(files);

      record(url + "#sha256=" + "0".repeat(64), "wrong")
          .assertFailed(
              2, "another certificate than the one in its address: sha256=" + fingerprint);
      Outcome unknown = record(url, "unknown");
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(unknown.errors())
          .contains("nobody vouches for the camera's certificate", "#sha256=" + fingerprint);
      assertThat(Tape.files(folder.resolve("wrong"))).isEmpty();
      assertThat(Tape.files(folder.resolve("unknown"))).isEmpty();
    }
  }

  private Outcome record(String url, String out) {
    return CommandLine.run("record", url, "--out", folder.resolve(out).toString(), "--for", "5s");
  }

  private Path certificate() throws IOException {
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    Program.run(
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=camera",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString()));
    return Files.writeString(
        folder.resolve("both.pem"), Files.readString(certificate) + Files.readString(key));
  }

  private static String fingerprint(Path pem) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      byte[] der = CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }
  }
}
