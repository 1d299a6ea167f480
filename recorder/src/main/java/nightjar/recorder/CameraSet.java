package nightjar.recorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.recorder.feed.Feeds;
import nightjar.recorder.ingest.CameraThread;
import nightjar.recorder.ingest.Cameras;
import nightjar.recorder.ingest.RecordSwitch;
import nightjar.recorder.ingest.StreamStatus;

/// The cameras that are being received; they come and go while the others record. Safe for any thread because of its lock, which
/// is held while a camera's threads end: changes wait for each other, reading does too.
public final class CameraSet {
  /// One camera at work.
  private record Running(CameraPlan plan, RecordSwitch planned, List<CameraThread> threads) {}

  private final Cameras cameras;
  private final Feeds feeds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Running> running = new LinkedHashMap<>();

  CameraSet(Cameras cameras, Feeds feeds) {
    this.cameras = cameras;
    this.feeds = feeds;
  }

  /// Receives a camera as planned: starts it, or starts it anew when something changed.
  public void put(CameraPlan plan, boolean record) {
    lock.lock();
    try {
      Running before = running.get(plan.id());
      if (before != null && before.plan().equals(plan)) {
        before.planned().set(record);
        return;
      }
      stop(before);
      var planned = new RecordSwitch();
      planned.set(record);
      List<CameraThread> threads = new ArrayList<>();
      for (CameraPlan.Stream each : plan.streams()) {
        threads.add(cameras.record(each.key(), each.url(), each.transport(), planned));
      }
      running.put(plan.id(), new Running(plan, planned, threads));
    } finally {
      lock.unlock();
    }
  }

  /// Ends a camera; what it recorded stays.
  public void remove(String id) {
    lock.lock();
    try {
      stop(running.remove(id));
    } finally {
      lock.unlock();
    }
  }

  /// Tries again at once, and a refused login once more.
  public void retry(String id) {
    lock.lock();
    try {
      Running before = running.get(id);
      if (before != null) {
        running.remove(id);
        stop(before);
        put(before.plan(), before.planned().isOn());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether a camera's frames are to be recorded from now on.
  public void record(String id, boolean record) {
    lock.lock();
    try {
      Running camera = running.get(id);
      if (camera != null) {
        camera.planned().set(record);
      }
    } finally {
      lock.unlock();
    }
  }

  public boolean has(String id) {
    lock.lock();
    try {
      return running.containsKey(id);
    } finally {
      lock.unlock();
    }
  }

  public boolean isRecording(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(running.get(id)).filter(c -> c.planned().isOn()).isPresent();
    } finally {
      lock.unlock();
    }
  }

  public List<StreamStatus> streams() {
    lock.lock();
    try {
      return running.values().stream()
          .flatMap(each -> each.threads().stream())
          .map(CameraThread::status)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  public List<StreamStatus> streams(String id) {
    lock.lock();
    try {
      Running camera = running.get(id);
      return camera == null
          ? List.of()
          : camera.threads().stream().map(CameraThread::status).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Ends all; first every one is asked, then every one waited for.
  void stopAll() {
    lock.lock();
    try {
      List<CameraThread> threads =
          running.values().stream().flatMap(each -> each.threads().stream()).toList();
      threads.forEach(CameraThread::stop);
      threads.forEach(CameraThread::close);
      running.clear();
    } finally {
      lock.unlock();
    }
  }

  private void stop(@org.jspecify.annotations.Nullable Running camera) {
    if (camera != null) {
      camera.threads().forEach(CameraThread::stop);
      camera.threads().forEach(CameraThread::close);
      camera.plan().streams().forEach(each -> feeds.remove(each.key()));
    }
  }
}
