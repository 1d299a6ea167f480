package nightjar.store.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One directory of a [FaultyDisk]: the names programs see, and those a power cut would leave. Owned by its disk's lock.
final class FaultyFolder implements FaultyNode {
  /// Names that change together; a null node takes the name away.
  record Change(List<Entry> entries) {
    record Entry(String name, @Nullable FaultyNode node) {}
  }

  private final TreeMap<String, FaultyNode> seen = new TreeMap<>();
  private final TreeMap<String, FaultyNode> durable = new TreeMap<>();
  private final List<Change> pending = new ArrayList<>();

  @Nullable FaultyNode get(String name) {
    return seen.get(name);
  }

  List<String> names() {
    return List.copyOf(seen.keySet());
  }

  Iterable<FaultyNode> nodes() {
    return seen.values();
  }

  void change(Change.Entry... entries) {
    Change change = new Change(List.of(entries));
    apply(change, seen);
    pending.add(change);
  }

  void sync() {
    pending.forEach(change -> apply(change, durable));
    pending.clear();
  }

  /// Keeps any subset of the changes no sync was asked for.
  void crash(RandomGenerator random) {
    for (Change change : pending) {
      if (random.nextBoolean()) {
        apply(change, durable);
      }
    }
    pending.clear();
    seen.clear();
    seen.putAll(durable);
    for (FaultyNode node : seen.values()) {
      switch (node) {
        case FaultyContent content -> content.crash(random);
        case FaultyFolder folder -> folder.crash(random);
      }
    }
  }

  private static void apply(Change change, Map<String, FaultyNode> names) {
    for (Change.Entry entry : change.entries()) {
      if (entry.node() == null) {
        names.remove(entry.name());
      } else {
        names.put(entry.name(), entry.node());
      }
    }
  }
}
