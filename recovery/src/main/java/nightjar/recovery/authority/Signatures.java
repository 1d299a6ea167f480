package nightjar.recovery.authority;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.passkey.Ceremony;
import nightjar.accounts.passkey.Credential;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;

/// Whether an approver signed a statement.
final class Signatures {
  private static final Ceremony CEREMONY = new Ceremony();

  private Signatures() {}

  static boolean isSigned(Registry.Signer signer, byte[] statement, String signature) {
    return switch (signer) {
      case Registry.Approver key -> byKey(key, statement, signature);
      case Registry.PasskeyApprover passkey -> byPasskey(passkey, statement, signature);
    };
  }

  private static boolean byKey(Registry.Approver approver, byte[] statement, String signature) {
    if (!signature.matches("([0-9a-f]{2}){1,80}")) {
      return false;
    }
    return Crypto.verify(
        approver.kind().signature(),
        approver.kind().key(Bytes.fromHex(approver.publicKey())),
        statement,
        HexFormat.of().parseHex(signature));
  }

  /// The browser put the challenge, its page's origin and the finger or PIN of a person under the signature. The counter is not
  /// kept: the same statement approved twice is one approval.
  private static boolean byPasskey(
      Registry.PasskeyApprover approver, byte[] statement, String signature) {
    Optional<Ceremony.Assertion> answer = CEREMONY.parseAssertion(signature);
    if (answer.isEmpty()
        || !answer.get().credentialId().equals(approver.credentialId())
        || !MessageDigest.isEqual(answer.get().challenge(), Crypto.sha256(statement))) {
      return false;
    }
    var credential =
        new Credential(
            approver.credentialId(),
            Bytes.of(Base64.getUrlDecoder().decode(approver.publicKey())),
            0,
            approver.backupEligible(),
            false);
    var party =
        new RelyingParty(
            approver.relyingParty(), approver.relyingParty(), Set.copyOf(approver.origins()));
    return CEREMONY.verify(answer.get(), credential, party).isPresent();
  }
}
