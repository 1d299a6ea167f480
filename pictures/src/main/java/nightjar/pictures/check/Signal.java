package nightjar.pictures.check;

import java.util.List;
import java.util.Optional;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Shot;

/// One reason for or against, never a verdict. `shot` and `field` say about what; `values` fill the sentence that the portal has
/// for the code, in the order of the table in docs/design/pictures.md.
public record Signal(Code code, Optional<Shot> shot, Optional<Field> field, List<String> values) {
  public enum Group {
    FOR,
    AGAINST,
    NEUTRAL
  }

  public enum Code {
    FIELD_EQUAL(Group.FOR),
    FIELD_NEAR(Group.NEUTRAL),
    FIELD_DIFFERENT(Group.AGAINST),
    FIELD_UNREAD(Group.NEUTRAL),
    TEXT_NOT_TRIED(Group.NEUTRAL),
    QR_SIGNED(Group.FOR),
    QR_FORGED(Group.AGAINST),
    QR_UNVERIFIED(Group.NEUTRAL),
    QR_OTHER_FIELD(Group.AGAINST),
    QR_UNREAD(Group.NEUTRAL),
    DATE_SKEW(Group.AGAINST),
    SAME_FILE(Group.AGAINST),
    NEAR_DUPLICATE(Group.AGAINST),
    CUT_FROM_ANOTHER(Group.AGAINST),
    MAYBE_DUPLICATE(Group.NEUTRAL),
    ONE_PICTURE_TWICE(Group.AGAINST),
    CAMERA_TOLD(Group.NEUTRAL),
    NO_CAMERA(Group.NEUTRAL),
    EDITED(Group.AGAINST),
    TAKEN_AT_OTHER_TIME(Group.AGAINST),
    BLURRED(Group.NEUTRAL),
    GLARE(Group.NEUTRAL),
    TOO_FEW_PIXELS(Group.NEUTRAL),
    STICKER_ON_SCREEN(Group.AGAINST);

    private final Group group;

    Code(Group group) {
      this.group = group;
    }

    public Group group() {
      return group;
    }
  }

  public Signal {
    values = List.copyOf(values);
  }

  public Group group() {
    return code.group();
  }
}
