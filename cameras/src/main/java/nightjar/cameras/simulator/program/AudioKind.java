package nightjar.cameras.simulator.program;

/// Made-up sound.
public enum AudioKind {
  NONE,
  /// G.711 A-law at 8 kHz.
  PCMA,
  /// G.711 mu-law at 8 kHz.
  PCMU,
  /// AAC-LC at 16 kHz.
  AAC,
  OPUS
}
