package nightjar.recovery.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The recorder's answer, as a line of JSON. `number` is tries left, minutes to wait symbols typed, or a password's strength; `text` a day or a
/// purpose; `list` names, findings, or the recovery key that takes a used one's place; `session` what opens the last step;
/// `loss` what a code would erase. Never printed, because of the last.
public record Answer(
    int v,
    Is is,
    int number,
    String text,
    List<String> list,
    String session,
    @Nullable InfoScreen info,
    @Nullable Loss loss) {
  /// What will be erased, before it is.
  public record Loss(int cameras, int days) {}

  public enum Is {
    INFO,
    WAIT,
    NO_AUTHORITY,
    ACCEPTED,
    WRONG,
    OTHER_DAY,
    IS_REQUEST_CODE,
    MISTYPED,
    MISSHAPEN,
    NO_CHALLENGE,
    IN_USE,
    NO_KEY,
    LOSS_ACCEPTED,
    LOSS_NOT_ACCEPTED,
    DONE,
    NO_SESSION,
    REFUSED,
    GOOD,
    IS_THE_CODE,
    NO_SUCH_ADMINISTRATOR,
    FAILED,
    NOT_UNDERSTOOD
  }

  public Answer {
    list = List.copyOf(list);
  }

  public static Answer of(Is is) {
    return new Answer(Request.VERSION, is, 0, "", List.of(), "", null, null);
  }

  public static Answer of(Is is, int number) {
    return new Answer(Request.VERSION, is, number, "", List.of(), "", null, null);
  }

  public static Answer of(Is is, int number, String text) {
    return new Answer(Request.VERSION, is, number, text, List.of(), "", null, null);
  }

  public static Answer of(Is is, int number, List<String> list) {
    return new Answer(Request.VERSION, is, number, "", list, "", null, null);
  }

  public static Answer of(InfoScreen info) {
    return new Answer(Request.VERSION, Is.INFO, 0, "", List.of(), "", info, null);
  }

  @Override
  public String toString() {
    return "Answer[" + is + "]";
  }
}
