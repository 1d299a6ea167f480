package nightjar.portal.request;

/// What a picture is of.
public enum PictureKind {
  INFO,
  STICKER
}
