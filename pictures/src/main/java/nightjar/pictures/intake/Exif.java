package nightjar.pictures.intake;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.pictures.reading.Camera;
import org.jspecify.annotations.Nullable;

/// What a file says about itself. Forged as easily as written: signals at most.
record Exif(Camera camera, int orientation) {
  private static final Exif NOTHING = new Exif(Camera.UNKNOWN, 1);
  private static final int LONGEST = 60;
  private static final Pattern TIME =
      Pattern.compile("(\\d{4}):(\\d{2}):(\\d{2}) (\\d{2}:\\d{2}:\\d{2})");

  /// From its EXIF block alone: nothing else it holds is parsed or inflated, since a colour profile or text of a few kilobytes can
  /// become gigabytes.
  static Exif of(byte[] upload) {
    try {
      var metadata = new Metadata();
      if (PngFile.begins(upload)) {
        PngFile.exif(upload)
            .ifPresent(block ->
                new ExifReader().extract(new ByteArrayReader(block.toArray()), metadata, 0));
        return of(metadata);
      }
      return of(
          JpegMetadataReader.readMetadata(
              new ByteArrayInputStream(upload), List.of(new ExifReader())));
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      // A picture whose description is broken is still a picture.
      return NOTHING;
    }
  }

  private static Exif of(Metadata metadata) {
    Directory main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Directory sub = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    var camera =
        new Camera(
            text(main, ExifIFD0Directory.TAG_MAKE),
            text(main, ExifIFD0Directory.TAG_MODEL),
            time(text(sub, ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL)),
            text(main, ExifIFD0Directory.TAG_SOFTWARE),
            metadata.containsDirectoryOfType(GpsDirectory.class));
    Integer turned = main == null ? null : main.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return new Exif(camera, turned == null || turned < 1 || turned > 8 ? 1 : turned);
  }

  private static String time(String exif) {
    Matcher form = TIME.matcher(exif);
    return form.matches()
        ? form.group(1) + "-" + form.group(2) + "-" + form.group(3) + "T" + form.group(4)
        : "";
  }

  /// Printable, and never long: it ends up on a reviewer's page.
  private static String text(@Nullable Directory directory, int tag) {
    String text = directory == null ? null : directory.getString(tag);
    if (text == null) {
      return "";
    }
    String clean = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{Zs}\\p{S}]", "").strip();
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
  }
}
