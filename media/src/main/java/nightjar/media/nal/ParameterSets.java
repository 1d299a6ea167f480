package nightjar.media.nal;

import java.nio.ByteBuffer;
import java.util.function.Function;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// The parameter sets of one kind that a stream has sent, the newest under each id. Owned by one [NalSyntax].
public final class ParameterSets<T extends ParameterSet> {
  /// No camera's is a tenth of it; all ids together then stay near one megabyte.
  private static final int MAX_BYTES = 4096;

  private final @Nullable ParameterSet[] byId;
  private final Function<Bytes, @Nullable T> parser;
  private boolean changed;

  /// @param ids how many ids there are
  /// @param parser gives null for a set no decoder could use
  public ParameterSets(int ids, Function<Bytes, @Nullable T> parser) {
    this.byId = new ParameterSet[ids];
    this.parser = parser;
  }

  /// Keeps a set; null when it cannot be used. Allocates nothing for one that is kept already.
  public @Nullable ParameterSet keep(ByteBuffer source, int offset, int length) {
    for (ParameterSet kept : byId) {
      if (kept != null && kept.nal().matches(source, offset, length)) {
        return kept;
      }
    }
    T set = length > MAX_BYTES ? null : parser.apply(Bytes.copyOf(source, offset, length));
    if (set == null) {
      return null;
    }
    ParameterSet before = byId[set.id()];
    if (before != null && before.nal().equals(set.nal())) {
      return before;
    }
    byId[set.id()] = set;
    changed = true;
    return set;
  }

  @SuppressWarnings("unchecked") // only the parser's sets are put in
  public @Nullable T get(int id) {
    return (T) byId[id];
  }

  public int ids() {
    return byId.length;
  }

  /// Whether a set was added or replaced since [#settle].
  public boolean changed() {
    return changed;
  }

  public void settle() {
    changed = false;
  }
}
