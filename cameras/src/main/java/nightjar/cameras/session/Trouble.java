package nightjar.cameras.session;

import nightjar.base.Fault;
import nightjar.media.rtsp.Ended;

/// Why a camera does not play, and what to do about it, for the screen and the gap ledger.
public record Trouble(Fault.Kind kind, String message, String advice) {
  static Trouble of(Fault fault) {
    return new Trouble(fault.kind(), String.valueOf(fault.getMessage()), fault.advice());
  }

  static Trouble of(Ended ended) {
    return switch (ended) {
      case Ended.Stopped() -> new Trouble(Fault.Kind.REFUSED, "stopped by us", "");
      case Ended.PeerClosed(String detail) ->
          new Trouble(
              Fault.Kind.UNREACHABLE,
              detail,
              "Usually the camera restarted. If it goes on, look at its power and network.");
      case Ended.Stalled stalled ->
          new Trouble(
              Fault.Kind.UNREACHABLE,
              (stalled.started() ? "no more video for " : "no video within ")
                  + stalled.silence().toSeconds()
                  + " s",
              stalled.started()
                  ? "Look at the camera's power and network."
                  : "A firewall may keep the media out, or the camera is overloaded.");
      case Ended.Failed(Fault fault) -> of(fault);
    };
  }
}
