package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import nightjar.media.frame.Slab;
import nightjar.media.frame.SlabPool;

/// Memory for the one frame at hand, shared by all sources, because a frame is cut into packets before the next is made.
/// Owned by the simulator's thread.
public final class Scratch implements AutoCloseable {
  private final SlabPool pool;
  private Slab slab;
  private ByteBuffer memory;

  public Scratch(SlabPool pool) {
    this.pool = pool;
    this.slab = pool.take(1);
    this.memory = slab.memory().duplicate();
  }

  /// Room for `bytes`, from position 0.
  ByteBuffer room(int bytes) {
    if (bytes > slab.capacity()) {
      slab.release();
      slab = pool.take(bytes);
      memory = slab.memory().duplicate();
    }
    return memory.clear();
  }

  /// The memory that [#room] gave last.
  Slab slab() {
    return slab;
  }

  @Override
  public void close() {
    slab.release();
  }
}
