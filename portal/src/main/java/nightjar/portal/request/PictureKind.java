package nightjar.portal.request;

import java.util.Locale;
import nightjar.pictures.reading.Shot;

/// The two pictures of a request.
public enum PictureKind {
  INFO(Shot.INFO_SCREEN),
  STICKER(Shot.STICKER);

  private final Shot shot;

  PictureKind(Shot shot) {
    this.shot = shot;
  }

  Shot shot() {
    return shot;
  }

  static PictureKind of(Shot shot) {
    return switch (shot) {
      case INFO_SCREEN -> INFO;
      case STICKER -> STICKER;
    };
  }

  /// As the pages and the addresses name it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
