package nightjar.accounts.passkey;

import nightjar.base.Bytes;

/// A passkey's public half.
///
/// @param id the credential id, base64url
/// @param attested the attested credential data of Web Authentication 6.5.2: model, id and public key, as CBOR
/// @param counter the last one seen; zero for authenticators that have none
public record Credential(
    String id, Bytes attested, long counter, boolean backupEligible, boolean backedUp) {}
