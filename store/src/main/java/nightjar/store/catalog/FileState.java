package nightjar.store.catalog;

/// Where a recording file is in its life. The codes are on disk: never change one, only add.
public enum FileState {
  /// Being written; what lies behind its `bytes` may be torn.
  GROWING(0),
  /// Whole, and never touched again until it is deleted.
  SEALED(1),
  /// A sync failed: `bytes` are good, what lies behind is not to be believed even when it reads well.
  ABANDONED(2),
  /// Chosen by retention; may already be gone.
  DELETING(3);

  private final int code;

  FileState(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static FileState of(int code) {
    return switch (code) {
      case 1 -> SEALED;
      case 2 -> ABANDONED;
      case 3 -> DELETING;
      default -> GROWING;
    };
  }
}
