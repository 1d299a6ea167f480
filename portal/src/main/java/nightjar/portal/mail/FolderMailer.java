package nightjar.portal.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.time.Clock;

/// Where no mail server is named, letters are files in a folder, so that somebody who tries the portal out can read them.
/// Safe for any thread because every letter has a number of its own.
public final class FolderMailer implements Mailer {
  private final Path folder;
  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  public FolderMailer(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public void send(Letter letter) {
    try {
      Files.createDirectories(folder);
      String name = "%d-%d.txt".formatted(clock.wallMicros(), last.incrementAndGet());
      Path beside = folder.resolve(name + ".new");
      Files.writeString(
          beside,
          "To: %s\nSubject: %s\n\n%s".formatted(letter.to(), letter.subject(), letter.text()));
      Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          "letters cannot be written into " + folder + ": " + FileReason.of(e),
          "Check who owns the folder.",
          e);
    }
  }
}
