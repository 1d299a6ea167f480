package nightjar.pictures.reading;

/// What became of an upload.
public sealed interface Intake {
  record Taken(Picture picture, Reading reading) implements Intake {}

  record Refused(Refusal why) implements Intake {}
}
