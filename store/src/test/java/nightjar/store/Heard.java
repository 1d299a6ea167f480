package nightjar.store;

import java.util.ArrayList;
import java.util.List;
import nightjar.store.recording.Durable;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;

/// A listener that remembers. Safe for any thread because its lists are locked.
final class Heard implements StoreListener {
  private final List<Durable> durables = new ArrayList<>();
  private final List<StoreEvent> events = new ArrayList<>();

  @Override
  public synchronized void durable(Durable durable) {
    durables.add(durable);
  }

  @Override
  public synchronized void event(StoreEvent event) {
    events.add(event);
  }

  synchronized List<Durable> durables() {
    return List.copyOf(durables);
  }

  synchronized List<StoreEvent> events() {
    return List.copyOf(events);
  }

  <T extends StoreEvent> List<T> events(Class<T> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }
}
