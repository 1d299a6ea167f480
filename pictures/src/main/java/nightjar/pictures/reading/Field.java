package nightjar.pictures.reading;

/// The four labelled values. The label's words are those of the Info screen, the sticker and the form.
public enum Field {
  MODEL("Model Number"),
  DEVICE_ID("Device ID"),
  SERIAL("Serial Number"),
  DATE("Date");

  private final String label;

  Field(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
