package nightjar.portal.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import nightjar.accounts.secret.Vault;
import nightjar.base.json.Json;

/// What the form says, in canonical form.
///
/// @param date `2026-03-03`, or empty for what was no date
/// @param qr the QR code's payload, or empty when none was read
public record Form(
    Asker asker, String model, String deviceId, String serial, String date, String qr) {
  private static final int LONGEST = 80;
  private static final int LONGEST_QR = 4_296;

  /// Personal data, sealed wherever it is kept.
  public record Asker(String firstName, String lastName, String phone) {
    public Asker {
      firstName = Typed.line(firstName, LONGEST);
      lastName = Typed.line(lastName, LONGEST);
      phone = cut(phone.replaceAll("[^0-9+() .-]", "").strip(), LONGEST);
    }
  }

  public Form {
    model = Typed.name(model);
    deviceId = Typed.name(deviceId);
    serial = Typed.name(serial);
    date = Typed.date(date).map(Object::toString).orElse("");
    qr = cut(qr.strip(), LONGEST_QR);
  }

  String sealedAsker(Vault vault, String id) {
    return vault.seal(
        RecoveryRequest.context(id, "asker"), new Json().writeLine(asker).getBytes(UTF_8));
  }

  static Asker asker(Vault vault, RecoveryRequest request) {
    return vault
        .unseal(RecoveryRequest.context(request.id(), "asker"), request.asker())
        .map(plain -> new Json().read(new String(plain, UTF_8), Asker.class, "asker"))
        .orElse(new Asker("", "", ""));
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
