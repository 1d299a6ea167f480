package nightjar.recorder.live;

import java.nio.ByteBuffer;
import nightjar.base.http.ApiJson;

/// What somebody who watches live is told, message by message: texts of JSON, and pictures as fragmented MP4 between them.
/// Owned by the thread that sends.
public final class LiveTalk {
  /// Each says false when the other side is gone.
  public interface Line {
    boolean text(String message);

    boolean bytes(ByteBuffer message);
  }

  record InitMessage(String type, String mime, long zero, int width, int height) {}

  record SkipMessage(String type, int frames) {}

  record BeatMessage(String type, long at, long last) {}

  record OffMessage(String type, Why why) {}

  private final ApiJson json = new ApiJson();
  private final Line line;

  public LiveTalk(Line line) {
    this.line = line;
  }

  public boolean send(LiveItem item) {
    return switch (item) {
      case LiveItem.Init init ->
          text(new InitMessage("init", init.mime(), init.zeroMicros(), init.width(), init.height()))
              && line.bytes(init.bytes().duplicate());
      case LiveItem.Chunk chunk ->
          (chunk.skipped() == 0 || text(new SkipMessage("skip", chunk.skipped())))
              && line.bytes(chunk.bytes().duplicate());
      case LiveItem.Off(var why) -> text(new OffMessage("off", Why.of(why)));
      case LiveItem.Quiet() -> true;
    };
  }

  /// The recorder's clock, and when its newest picture of this stream was taken; 0 before the first.
  public boolean beat(long at, long last) {
    return text(new BeatMessage("beat", at, last));
  }

  private boolean text(Object message) {
    return line.text(json.text(message));
  }
}
