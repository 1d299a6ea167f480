package nightjar.cameras.scene;

/// What a synthetic camera looks at.
public enum Place {
  DOOR,
  CAR_PARK,
  SHOP,
  LANE_AT_NIGHT;

  /// What the camera of this number looks at.
  public static Place of(int camera) {
    return values()[camera % values().length];
  }
}
