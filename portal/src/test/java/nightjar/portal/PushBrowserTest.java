package nightjar.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import nightjar.portal.mail.PushServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The test's own browser, judged by the example of RFC 8291, and where messages may go.
class PushBrowserTest {
  @Test
  void exampleOfRfc8291IsRead() throws Exception {
    String body =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
            + "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    byte[] plain =
        PushBrowser.open(
            bytes(body),
            privateKey("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
            bytes(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            bytes("BTBZMqHH6r4Tts7J_aSIgg"));
    assertThat(new String(plain, StandardCharsets.UTF_8))
        .isEqualTo("When I grow up, I want to be a watermelon");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fcm.googleapis.com/send",
        "https://fcm.googleapis.com:8443/send",
        "https://fcm.googleapis.com.evil.example/send",
        "https://evilfcm.googleapis.com.example/",
        "https://notfcm.googleapis.com/send",
        "https://user@fcm.googleapis.com/send",
        "https://fcm.googleapis.com@169.254.169.254/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://127.0.0.1/",
        "http://127.0.0.1:5432/",
        "http://localhost/",
        "file:///etc/passwd",
        "https:fcm.googleapis.com",
        "//fcm.googleapis.com/",
        "",
        " "
      })
  void addressesThatAreNoPushServiceAreRefused(String endpoint) {
    assertThat(new PushServices(false).allows(endpoint)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fcm.googleapis.com/fcm/send/a:b",
        "https://jmt17.google.com/fcm/send/a:b",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://web.push.apple.com/x",
        "https://wns2-db5p.notify.windows.com/w/?token=x"
      })
  void browsersOwnServicesAreAllowed(String endpoint) {
    assertThat(new PushServices(false).allows(endpoint)).isTrue();
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static PrivateKey privateKey(String text) throws Exception {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    var spec =
        new ECPrivateKeySpec(
            new BigInteger(1, bytes(text)), curve.getParameterSpec(ECParameterSpec.class));
    return KeyFactory.getInstance("EC").generatePrivate(spec);
  }
}
