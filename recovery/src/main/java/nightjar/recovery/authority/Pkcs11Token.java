package nightjar.recovery.authority;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.regex.Pattern;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// A token that was logged in to, by the JDK's provider. Safe for any thread because the provider is.
///
/// @param provider for this token and one [Use]
record Pkcs11Token(String label, Provider provider, KeyStore keys) {
  /// PKCS#11 knows no more; a library may allow less.
  private static final int LONGEST_LABEL = 32;

  private static final Pattern LABEL =
      Pattern.compile("[\\p{L}\\p{N} ._-]{1," + LONGEST_LABEL + "}");
  private static final Pattern PATH = Pattern.compile("/[\\p{L}\\p{N} ._/+@~-]+");

  /// What a session is for: it decides what new keys may ever do. What is made in a token stays in it.
  enum Use {
    /// Keys that agree, and do nothing else.
    MAKE_AGREEMENT(
        """
        attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
          CKA_TOKEN = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_DERIVE = true
          CKA_SIGN = false
        }
        """),
    /// Keys that sign or hash, and do nothing else.
    MAKE_SIGNING(
        """
        attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
          CKA_TOKEN = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_DERIVE = false
          CKA_SIGN = true
        }
        attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
          CKA_TOKEN = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_SIGN = true
          CKA_DERIVE = false
        }
        """),
    /// What is agreed with one device is for one moment, and for this process to make a code of.
    WORK(
        """
        attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
          CKA_TOKEN = false
          CKA_SENSITIVE = false
          CKA_EXTRACTABLE = true
        }
        """);

    private final String attributes;

    Use(String attributes) {
      this.attributes = attributes;
    }
  }

  /// The PIN is the caller's to overwrite.
  static Pkcs11Token open(Path library, String label, char[] pin, Use use) {
    String path = library.toString();
    if (!PATH.matcher(path).matches() || !LABEL.matcher(label).matches()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "neither " + path + " nor " + label + " may have quotes or control characters",
          "Give the whole path of the library, and a label of at most 32 letters, digits and spaces.");
    }
    int slot = TokenSlots.find(library, label);
    try {
      Provider provider =
          Security.getProvider("SunPKCS11")
              .configure(
                  "--name=\"nightjar %s %d\"\nlibrary=\"%s\"\nslotListIndex=%d\n%s"
                      .formatted(use, slot, path, slot, use.attributes));
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, pin);
      return new Pkcs11Token(label, provider, keys);
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      throw notOpened(label, e);
    }
  }

  /// The error's name in PKCS#11, which is all that the JDK says about it.
  Fault failed(Exception e) {
    return Fault.of(
        Fault.Kind.UNREACHABLE,
        "the token " + label + " does not do what the authority asks: " + reason(e),
        "See that the token is connected and in order, and start the authority again.",
        e);
  }

  private static Fault notOpened(String label, Exception e) {
    String reason = reason(e);
    if (reason.startsWith("CKR_PIN_LOCKED")) {
      return Fault.of(
          Fault.Kind.UNAUTHENTICATED,
          "the token " + label + " has locked itself after too many wrong PINs",
          "Its security officer can unlock it with the maker’s own tool.",
          e);
    }
    if (reason.startsWith("CKR_PIN")) {
      return Fault.of(
          Fault.Kind.UNAUTHENTICATED,
          "the PIN does not open the token " + label,
          "Give the user’s PIN, not the security officer’s. Most tokens lock themselves after a few wrong ones.",
          e);
    }
    return Fault.of(
        Fault.Kind.UNREACHABLE,
        "the token " + label + " cannot be opened: " + reason,
        "See that the token is connected and in order, and that its user’s PIN was set.",
        e);
  }

  private static String reason(Throwable e) {
    String last = String.valueOf(e.getMessage());
    for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
      @Nullable String text = each.getMessage();
      if (text != null && text.contains("CKR_")) {
        return text.substring(text.indexOf("CKR_"));
      }
      last = text == null ? last : text;
    }
    return last;
  }
}
