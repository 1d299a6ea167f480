package nightjar.recovery.device;

import nightjar.base.Bytes;

/// One of the authority's public keys that this device trusts to make codes. The first is named in the QR code; the others are
/// tried too, so that keys can change without anybody being locked out.
public record VendorKey(int kid, Bytes publicKey) {}
