package nightjar.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.recovery.console.ConsoleClient;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.console.Request;
import nightjar.recovery.picture.InfoPicture;

/// The Info screen as a PNG file of a monitor's size, for a box whose monitor shows pictures and for help pages.
public final class InfoPictureFile {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;

  private InfoPictureFile() {}

  /// What the monitor of the recorder behind `socket` would show now.
  public static void write(Path socket, Locale locale, Path file) {
    byte[] picture = png(socket, locale);
    try {
      Files.write(file, picture);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          file + " cannot be written: " + FileReason.of(e),
          "Name a file in a folder that exists with --picture.",
          e);
    }
  }

  /// The same without a file.
  public static byte[] png(Path socket, Locale locale) {
    try (ConsoleClient recorder = ConsoleClient.connect(socket)) {
      InfoScreen info = recorder.ask(Request.of(Request.Ask.INFO)).info();
      if (info == null) {
        throw Fault.of(
            Fault.Kind.PROTOCOL,
            "the recorder did not say what its Info screen shows",
            "Run the console of the same version as the recorder.");
      }
      return png(
          info, Words.of(locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH));
    }
  }

  private static byte[] png(InfoScreen info, Words words) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(
          InfoPicture.draw(info, words.locale(), notes(info, words), WIDTH, HEIGHT), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static List<String> notes(InfoScreen info, Words words) {
    String recording = words.say("console.recording", info.recording(), info.cameras());
    InfoScreen.Recovery live = info.recovery();
    if (live == null) {
      return List.of(words.say("console.no-recovery"), recording);
    }
    OffsetDateTime started = OffsetDateTime.parse(live.started());
    return List.of(
        words.say(
            "console.started",
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(words.locale())
                .format(started),
            DateTimeFormatter.ofPattern("HH:mm").format(started),
            live.triesLeft()),
        words.say("console.help-at", info.portal()),
        recording);
  }
}
