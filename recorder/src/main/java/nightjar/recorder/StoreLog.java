package nightjar.recorder;

import java.util.Locale;
import nightjar.base.log.EventLog;
import nightjar.store.recording.Durable;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;

/// The store's events as log lines. Safe for any thread because the log is.
record StoreLog(EventLog log, String disk, Recorder.DurableListener durable)
    implements StoreListener {
  @Override
  public void durable(Durable news) {
    durable.durable(news);
  }

  @Override
  public void event(StoreEvent event) {
    switch (event) {
      case StoreEvent.FileAbandoned(String path, long bytes, String why) ->
          log.log(
              RecorderEvent.FILE_ABANDONED, path, why + "; " + bytes + " bytes of it are durable");
      case StoreEvent.FragmentDropped(var key, int frames, String why) ->
          log.log(RecorderEvent.FRAGMENT_DROPPED, key.toString(), frames + " frames: " + why);
      case StoreEvent.HeldBack(var key) ->
          log.log(
              RecorderEvent.CAMERA_HELD_BACK,
              key.toString(),
              "parameters or times change with nearly every picture; only some of it is recorded");
      case StoreEvent.PromiseExceeded(long exposure, long promised) ->
          log.log(
              RecorderEvent.PROMISE_EXCEEDED,
              disk,
              String.format(
                  Locale.ROOT,
                  "footage was %.1f s old before it was safe; promised are %.1f s",
                  exposure / 1e9,
                  promised / 1e9));
      case StoreEvent.DiskFull(String why) -> log.log(RecorderEvent.DISK_FULL, disk, why);
      case StoreEvent.DiskLost(String why) -> log.log(RecorderEvent.DISK_LOST, disk, why);
      case StoreEvent.CommitFailed(String why) -> log.log(RecorderEvent.COMMIT_FAILED, disk, why);
      case StoreEvent.Expired(int files, long bytes) ->
          log.log(RecorderEvent.FOOTAGE_EXPIRED, disk, files + " files, " + bytes + " bytes");
      case StoreEvent.CatalogPutAside(String name, String why) ->
          log.log(RecorderEvent.CATALOG_PUT_ASIDE, disk, why + "; kept as " + name);
      case StoreEvent.CatalogRebuilt(long files) ->
          log.log(RecorderEvent.CATALOG_REBUILT, disk, "from " + files + " files");
      case StoreEvent.DiskBack() ->
          log.log(RecorderEvent.DISK_BACK, disk, "recording goes on; see the gap ledger");
      case StoreEvent.Recovered(int files, long adopted, long cut) ->
          log.log(
              RecorderEvent.FOOTAGE_RECOVERED,
              disk,
              files + " files, " + adopted + " bytes taken in, " + cut + " bytes cut off");
    }
  }
}
