package nightjar.pictures.reading;

/// A point on the picture in its pixels.
public record Corner(int x, int y) {}
