package nightjar.cli;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.recorder.Recorder;
import nightjar.store.recording.Durable;

/// What became durable since the start, file by file. Safe for any thread because the map is concurrent.
final class Recorded implements Recorder.DurableListener {
  private final Map<String, Durable> files = new ConcurrentHashMap<>();

  @Override
  public void durable(Durable news) {
    files.put(news.path(), news);
  }

  int files() {
    return files.size();
  }

  long frames() {
    return files.values().stream().mapToLong(Durable::frames).sum();
  }

  long bytes() {
    return files.values().stream().mapToLong(Durable::bytes).sum();
  }
}
