package nightjar.pictures.reading;

/// Which of the two pictures of a request.
public enum Shot {
  INFO_SCREEN,
  STICKER
}
