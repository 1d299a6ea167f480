package nightjar.pictures.reading;

/// What the upload's EXIF said; empty where it said nothing, which is usual. `taken` is the camera's own time without a zone,
/// `2026-11-22T14:05:31`. `hadPosition`: a GPS position was there; where it was is never kept.
public record Camera(
    String make, String model, String taken, String software, boolean hadPosition) {
  public static final Camera UNKNOWN = new Camera("", "", "", "", false);
}
