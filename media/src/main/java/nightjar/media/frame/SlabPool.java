package nightjar.media.frame;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.Fault;

/// Direct memory for frames, bounded for the whole process, reused without zeroing.
///
/// Slabs of one size are pooled; a larger frame gets memory of its own that is dropped afterwards.
/// Safe for any thread because the free list and the counters are concurrent.
public final class SlabPool {
  private final int slabBytes;
  private final long limitBytes;
  private final ConcurrentLinkedDeque<Slab> free = new ConcurrentLinkedDeque<>();
  private final AtomicLong allocatedBytes = new AtomicLong();
  private final AtomicLong lentSlabs = new AtomicLong();

  /// `limitBytes` bounds all memory this pool ever holds at one time, lent or free.
  public SlabPool(int slabBytes, long limitBytes) {
    this.slabBytes = slabBytes;
    this.limitBytes = limitBytes;
  }

  /// A slab of at least `minimumBytes` with one reference, the caller's.
  public Slab take(int minimumBytes) {
    Slab reused = minimumBytes <= slabBytes ? free.pollFirst() : null;
    if (reused == null) {
      int bytes = Math.max(minimumBytes, slabBytes);
      if (allocatedBytes.addAndGet(bytes) > limitBytes) {
        allocatedBytes.addAndGet(-bytes);
        throw Fault.of(
            Fault.Kind.EXHAUSTED,
            "frame memory is used up: " + limitBytes + " bytes, all waiting for the disk",
            "The disk is slower than the cameras: use a faster disk, fewer cameras or a lower bit rate.");
      }
      reused = new Slab(this, ByteBuffer.allocateDirect(bytes));
    } else {
      reused.reuse();
    }
    lentSlabs.incrementAndGet();
    return reused;
  }

  void takeBack(Slab slab) {
    lentSlabs.decrementAndGet();
    if (slab.capacity() == slabBytes) {
      free.addFirst(slab);
    } else {
      allocatedBytes.addAndGet(-slab.capacity());
    }
  }

  /// Slabs somebody still holds: zero when everybody has let go, which tests assert.
  public long lentSlabs() {
    return lentSlabs.get();
  }

  public long allocatedBytes() {
    return allocatedBytes.get();
  }
}
