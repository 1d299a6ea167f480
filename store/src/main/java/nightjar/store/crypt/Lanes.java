package nightjar.store.crypt;

import java.util.concurrent.ArrayBlockingQueue;

/// Lanes that nobody uses at the moment. Safe for any thread because the queue is.
final class Lanes {
  private static final int KEPT = 8;

  private final ArrayBlockingQueue<Lane> idle = new ArrayBlockingQueue<>(KEPT);

  Lane take() {
    Lane lane = idle.poll();
    return lane == null ? new Lane() : lane;
  }

  void give(Lane lane) {
    // Where as many as that are idle already, this one goes.
    idle.offer(lane);
  }
}
