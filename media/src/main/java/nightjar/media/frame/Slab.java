package nightjar.media.frame;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/// A stretch of direct memory into which one stream's frames are copied, once, one behind the other.
///
/// Reference counted: whoever keeps a frame past the call that handed it over retains its slab, and releases it when done;
/// at zero the memory returns to its [SlabPool]. Written bytes never change while anybody holds a reference.
/// Safe for any thread because only the owning [FrameBuilder] writes, and publishes by handing frames over.
public final class Slab {
  private final SlabPool home;
  private final ByteBuffer memory;
  private final AtomicInteger references = new AtomicInteger(1);

  Slab(SlabPool home, ByteBuffer memory) {
    this.home = home;
    this.memory = memory;
  }

  /// The whole memory. Use absolute access or a duplicate: the position is nobody's.
  public ByteBuffer memory() {
    return memory;
  }

  public int capacity() {
    return memory.capacity();
  }

  public void retain() {
    if (references.getAndIncrement() <= 0) {
      throw new IllegalStateException("slab retained after it was returned");
    }
  }

  public void release() {
    int left = references.decrementAndGet();
    if (left == 0) {
      home.takeBack(this);
    } else if (left < 0) {
      throw new IllegalStateException("slab released twice");
    }
  }

  void reuse() {
    references.set(1);
  }
}
