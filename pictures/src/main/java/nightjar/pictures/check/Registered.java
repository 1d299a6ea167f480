package nightjar.pictures.check;

import nightjar.base.Bytes;
import nightjar.recovery.identity.DeviceIdentity;

/// What the maker knows of the device with the form's device ID: its names and its Ed25519 key (32 bytes).
public record Registered(DeviceIdentity device, Bytes signingKey) {}
