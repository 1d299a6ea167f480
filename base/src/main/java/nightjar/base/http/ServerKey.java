package nightjar.base.http;

import java.security.KeyStore;

/// The key and certificate of HTTPS.
///
/// @param store one entry, without a password
/// @param isTrusted put there by the owner, so that browsers may insist on it
public record ServerKey(KeyStore store, boolean isTrusted) {}
