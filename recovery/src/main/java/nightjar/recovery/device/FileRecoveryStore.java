package nightjar.recovery.device;

import java.nio.file.Path;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.files.PrivateFile;

/// The record in a file. Never part of a backup: a copy put back would give tries back.
public final class FileRecoveryStore implements RecoveryStore {
  private final PrivateFile file;

  public FileRecoveryStore(Path path) {
    file = new PrivateFile(path);
  }

  @Override
  public Optional<Bytes> read() {
    return file.read();
  }

  @Override
  public void replace(Bytes record) {
    file.replace(record);
  }
}
