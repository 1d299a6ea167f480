package nightjar.store.crypt;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.DiskLayout;
import nightjar.store.disk.ForwardingDisk;

/// A disk whose recording files, and exports, are encrypted: those that are made, where that is asked for; and those that were, whichever key of the
/// ring they need. Plain files lie beside them: the beginning of a file says what it is. Everything else on the disk stays as it is.
/// Safe for any thread because its parts are.
public final class EncryptedDisk extends ForwardingDisk {
  private static final int NONCE_BYTES = 16;

  /// An export of several cameras, in the recorder's own folder.
  private static final String ARCHIVE = ".zip";

  private final KeyRing keys;
  private final boolean encrypting;
  private final RandomGenerator random;
  private final Lanes lanes = new Lanes();

  /// `random` must never draw the same 16 bytes twice: SecureRandom.
  public EncryptedDisk(Disk disk, KeyRing keys, boolean encrypting, RandomGenerator random) {
    super(disk);
    this.keys = keys;
    this.encrypting = encrypting;
    this.random = random;
  }

  @Override
  public DiskFile create(String path) {
    if (!encrypting || !isRecording(path)) {
      return disk().create(path);
    }
    FootageKey key = keys.current();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return EncryptedFile.made(disk().create(path), path, key, nonce, lanes);
  }

  @Override
  public DiskFile open(String path) {
    return decrypting(path, disk().open(path));
  }

  @Override
  public DiskFile openToRead(String path) {
    return decrypting(path, disk().openToRead(path));
  }

  private DiskFile decrypting(String path, DiskFile file) {
    boolean good = false;
    try {
      Optional<CipherHeader> header = isRecording(path) ? header(file) : Optional.empty();
      DiskFile opened = header.isEmpty() ? file : decrypting(path, file, header.get());
      good = true;
      return opened;
    } finally {
      if (!good) {
        file.close();
      }
    }
  }

  /// A header that is damaged makes the file what it is then: bytes that are no recording.
  private DiskFile decrypting(String path, DiskFile file, CipherHeader header) {
    if (header.isNewer()) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          path + " is encrypted in a way of version " + header.version(),
          "A newer Nightjar wrote it: install that version or a later one. Nothing was changed.");
    }
    FootageKey key =
        keys.find(header.keyId())
            .orElseThrow(() ->
                Fault.of(
                    Fault.Kind.WITHHELD,
                    path + " is encrypted, and its key " + header.keyId() + " is not here",
                    "Put the key back, from a back-up of the settings or a copy of its file. Without it nobody can read this footage."));
    return header.madeWith(key) ? EncryptedFile.opened(file, path, key, header, lanes) : file;
  }

  private static Optional<CipherHeader> header(DiskFile file) {
    ByteBuffer beginning = ByteBuffer.allocate(CipherHeader.BYTES);
    while (beginning.hasRemaining() && file.read(beginning, beginning.position()) > 0) {}
    return Optional.ofNullable(CipherHeader.parse(beginning.flip()));
  }

  @Override
  public boolean isLocked(String path) {
    if (!isRecording(path) || !exists(path)) {
      return false;
    }
    try (DiskFile file = disk().openToRead(path)) {
      return header(file)
          .map(header -> header.isNewer() || keys.find(header.keyId()).isEmpty())
          .orElse(false);
    }
  }

  private static boolean isRecording(String path) {
    return path.endsWith(DiskLayout.SUFFIX) || path.endsWith(ARCHIVE);
  }
}
