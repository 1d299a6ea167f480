package nightjar.recorder.ingest;

/// Whether a stream's frames are recorded just now; the live picture goes on either way.
/// Safe for any thread because the flag is volatile.
public final class RecordSwitch {
  private volatile boolean on = true;

  public boolean isOn() {
    return on;
  }

  public void set(boolean record) {
    on = record;
  }
}
