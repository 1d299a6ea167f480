package nightjar.cameras.scene;

/// What a synthetic camera looks at.
public enum Place {
  DOOR,
  CAR_PARK,
  SHOP,
  LANE_AT_NIGHT
}
