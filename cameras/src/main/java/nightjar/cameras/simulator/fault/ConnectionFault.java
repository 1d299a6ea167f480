package nightjar.cameras.simulator.fault;

import java.util.Optional;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspRequest;

/// What happens to the TCP connection.
public sealed interface ConnectionFault extends CameraFault {

  /// The connection is closed `seconds` after PLAY.
  record Drop(double seconds) implements ConnectionFault {
    @Override
    public String name() {
      return "drop";
    }

    @Override
    public DialogueStage dialogue() {
      return endingAfter(seconds, DialogueStage.Ending.CLOSE);
    }
  }

  /// The connection is reset (RST) `seconds` after PLAY.
  record Reset(double seconds) implements ConnectionFault {
    @Override
    public String name() {
      return "reset";
    }

    @Override
    public DialogueStage dialogue() {
      return endingAfter(seconds, DialogueStage.Ending.RESET);
    }
  }

  /// Connects, then says nothing for `seconds`, as a camera that boots.
  record SlowStart(double seconds) implements ConnectionFault {
    @Override
    public String name() {
      return "slow-start";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public long silentNanos() {
          return (long) (seconds * 1e9);
        }
      };
    }
  }

  /// Every `seconds` the camera sends a request of its own: OPTIONS, SET_PARAMETER, ANNOUNCE in turn (quirk 19).
  record ServerRequests(double seconds) implements ConnectionFault {
    @Override
    public String name() {
      return "server-requests";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public Optional<RtspRequest> ask(String uri, long playingSeconds) {
          long every = Math.max(1, (long) seconds);
          if (playingSeconds == 0 || playingSeconds % every != 0) {
            return Optional.empty();
          }
          long nth = playingSeconds / every;
          String method = new String[] {"ANNOUNCE", "OPTIONS", "SET_PARAMETER"}[(int) (nth % 3)];
          Headers headers = Headers.of("CSeq", Long.toString(nth));
          return Optional.of(new RtspRequest(method, uri, headers));
        }
      };
    }
  }

  private static DialogueStage endingAfter(double seconds, DialogueStage.Ending ending) {
    return new DialogueStage() {
      @Override
      public Ending ending(long playingSeconds) {
        return playingSeconds >= seconds ? ending : Ending.NONE;
      }
    };
  }
}
