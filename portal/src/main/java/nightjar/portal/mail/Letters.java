package nightjar.portal.mail;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import nightjar.base.json.Json;

/// The texts of letters. Safe for any thread because bundles are.
public final class Letters {
  /// What a letter is about. Those to the owner of record, when somebody else asks, have words of their own.
  public enum Kind {
    SIGN_UP,
    SIGN_UP_KNOWN,
    SUBMITTED,
    NEEDS_INFO,
    APPROVED,
    READY,
    REVEALED,
    USED,
    REJECTED,
    VETOED,
    REVOKED,
    EXPIRED,
    OWNER_SUBMITTED,
    OWNER_APPROVED,
    OWNER_READY,
    OWNER_REVEALED,
    OWNER_USED,
    OWNER_ENDED,
    PHONE_ADDED,
    PHONE_REMOVED;

    public Kind toOwner() {
      return switch (this) {
        case SUBMITTED, NEEDS_INFO -> OWNER_SUBMITTED;
        case APPROVED -> OWNER_APPROVED;
        case READY -> OWNER_READY;
        case REVEALED -> OWNER_REVEALED;
        case USED -> OWNER_USED;
        case REJECTED, VETOED, REVOKED, EXPIRED -> OWNER_ENDED;
        case SIGN_UP,
            SIGN_UP_KNOWN,
            OWNER_SUBMITTED,
            OWNER_APPROVED,
            OWNER_READY,
            OWNER_REVEALED,
            OWNER_USED,
            OWNER_ENDED,
            PHONE_ADDED,
            PHONE_REMOVED ->
            this;
      };
    }
  }

  private Letters() {}

  /// @param page where the reader goes on
  /// @param veto the link that stops it, or empty
  /// @param text what a reviewer wrote, or empty
  static Letter write(
      String to, String language, Kind kind, String number, String page, String veto, String text) {
    ResourceBundle words = words(language);
    var body = new StringBuilder(say(words, kind + ".text", number, page, text));
    if (!veto.isEmpty()) {
      body.append("\n\n").append(say(words, "veto", number, veto, text));
    }
    body.append("\n\n").append(say(words, "foot", number, page, text)).append('\n');
    return new Letter(to, say(words, kind + ".subject", number, page, text), body.toString());
  }

  /// The same in both languages, the other one below: for the owner of record, whose language nobody knows, when somebody else asks and
  /// chooses `language`.
  static Letter writeBoth(
      String to, String language, Kind kind, String number, String page, String veto, String text) {
    Letter first = write(to, language, kind, number, page, veto, text);
    String other = language.startsWith("fr") ? "en" : "fr";
    Letter second = write(to, other, kind, number, page, veto, text);
    return new Letter(
        to,
        first.subject() + " / " + second.subject(),
        first.text() + "\n----\n\n" + second.text());
  }

  /// What fits a text message: what happened, and the link that stops it.
  static Letter text(String number, String language, Kind kind, String request, String veto) {
    ResourceBundle words = words(language);
    String what = say(words, kind + ".subject", request, "", "");
    String stop = veto.isEmpty() ? "" : "\n" + say(words, "text.veto", request, veto, "");
    return Letter.toTelephone(number, what + "." + stop);
  }

  /// What a browser's service worker shows: what happened, and the pages that one touch opens.
  static Letter push(
      String id, String language, Kind kind, String request, String page, String veto) {
    ResourceBundle words = words(language);
    var payload =
        new Payload(
            say(words, kind + ".subject", request, "", ""),
            page,
            veto,
            veto.isEmpty() ? "" : say(words, "push.stop"));
    return Letter.toSubscription(id, new Json().writeLine(payload));
  }

  private record Payload(String title, String page, String veto, String stop) {}

  /// The code that shows whose a number is.
  static Letter code(String number, String language, String code) {
    return Letter.toTelephone(number, say(words(language), "text.code", code));
  }

  private static ResourceBundle words(String language) {
    return ResourceBundle.getBundle(
        "nightjar.portal.mail.Letters",
        language.startsWith("fr") ? Locale.FRENCH : Locale.ROOT,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  private static String say(ResourceBundle words, String key, Object... values) {
    return new MessageFormat(words.getString(key), words.getLocale()).format(values);
  }
}
