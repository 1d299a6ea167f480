package nightjar.cameras.simulator.fault;

import java.time.Duration;
import java.util.Optional;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;

/// Answers other than a healthy camera's.
public sealed interface DialogueFault extends CameraFault {

  /// Nobody's password is right.
  record WrongPassword() implements DialogueFault {
    @Override
    public String name() {
      return "wrong-password";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public boolean admits(boolean rightPassword, long nowNanos) {
          return false;
        }
      };
    }
  }

  /// After `attempts` wrong passwords nobody is let in for half an hour (quirk 62, Hikvision and Foscam).
  record AuthenticationLock(int attempts) implements DialogueFault {
    static final Duration LOCKED = Duration.ofMinutes(30);

    @Override
    public String name() {
      return "auth-lock";
    }

    @Override
    public DialogueStage dialogue() {
      return new Lock(attempts);
    }

    /// Owned by the simulator's thread.
    private static final class Lock implements DialogueStage {
      private final int attempts;
      private int wrong;
      private long lockedAtNanos;

      Lock(int attempts) {
        this.attempts = attempts;
      }

      @Override
      public boolean admits(boolean rightPassword, long nowNanos) {
        if (wrong >= attempts && nowNanos - lockedAtNanos >= LOCKED.toNanos()) {
          wrong = 0;
        }
        if (wrong >= attempts) {
          return false;
        }
        if (!rightPassword && ++wrong == attempts) {
          lockedAtNanos = nowNanos;
        }
        return rightPassword;
      }
    }
  }

  /// Only `slots` sessions, and one whose client vanished without TEARDOWN stays until the time-out (quirk 24, Tapo).
  record FewSlots(int slots) implements DialogueFault {
    @Override
    public String name() {
      return "few-slots";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public Optional<RtspResponse> instead(RtspRequest request, int sessions) {
          boolean one = request.method().equals("SETUP");
          boolean opens = one && request.headers().first("Session").isEmpty();
          return opens && sessions >= slots
              ? Optional.of(new RtspResponse(453, Headers.EMPTY))
              : Optional.empty();
        }

        @Override
        public boolean leaksSessions() {
          return true;
        }
      };
    }
  }

  /// Only interleaved transport.
  record RefuseUdp() implements DialogueFault {
    @Override
    public String name() {
      return "refuse-udp";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public Optional<RtspResponse> instead(RtspRequest request, int sessions) {
          boolean udp =
              request.method().equals("SETUP")
                  && !request.headers().first("Transport").orElse("").contains("/TCP");
          return udp ? Optional.of(new RtspResponse(461, Headers.EMPTY)) : Optional.empty();
        }
      };
    }
  }

  /// The first frame comes before the answer to PLAY (quirk 15, Reolink).
  record EarlyData() implements DialogueFault {
    @Override
    public String name() {
      return "early-data";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public boolean mediaBeforeAnswer() {
          return true;
        }
      };
    }
  }

  /// `Content-Base:` with nothing behind it.
  record EmptyContentBase() implements DialogueFault {
    @Override
    public String name() {
      return "empty-content-base";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public RtspResponse amend(RtspRequest request, RtspResponse response) {
          return response.headers().first("Content-Base").isEmpty()
              ? response
              : new RtspResponse(
                  response.status(),
                  response.reason(),
                  response.headers().with("Content-Base", ""),
                  response.body());
        }
      };
    }
  }

  /// The video track is missing (quirk 65).
  record AudioOnly() implements DialogueFault {
    @Override
    public String name() {
      return "audio-only";
    }

    @Override
    public DialogueStage dialogue() {
      return new DialogueStage() {
        @Override
        public boolean shows(CodecConfig track) {
          return track instanceof CodecConfig.Audio;
        }
      };
    }
  }
}
