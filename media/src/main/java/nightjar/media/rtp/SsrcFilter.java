package nightjar.media.rtp;

import java.util.Set;

/// Which source of a track is ours. The newest wins and the one it replaced is not taken back while the new one lives:
/// so neither an encoder that restarts nor the rest of an old session (live555's stale file descriptor, Reolink RLC-410)
/// mixes two pictures. The number announced in SETUP is often wrong, so it only settles which of two living sources is meant.
/// Owned by one track's receiver.
final class SsrcFilter {
  enum Verdict {
    OURS,
    /// Ours from now on; sequence and time begin anew.
    NEW,
    FOREIGN
  }

  /// Packets the replaced source must send without one of the current in between to be taken back.
  private static final int SILENCE = 64;

  private final long announced;
  private final Set<Integer> strangers;
  private boolean started;
  private int current;
  private boolean replaced;
  private int former;
  private int formerRun;

  /// `announced`: the SSRC in SETUP's Transport, or negative. `strangers` sent before anybody asked them to.
  SsrcFilter(long announced, Set<Integer> strangers) {
    this.announced = announced;
    this.strangers = strangers;
  }

  Verdict judge(int ssrc) {
    if (started && ssrc == current) {
      formerRun = 0;
      return Verdict.OURS;
    }
    boolean stranger = strangers.contains(ssrc) && (ssrc & 0xffff_ffffL) != announced;
    if (!started && !stranger) {
      started = true;
      current = ssrc;
      return Verdict.OURS;
    }
    boolean settled = started && (current & 0xffff_ffffL) == announced;
    boolean back = replaced && ssrc == former;
    if (settled || back || stranger) {
      formerRun++;
      if (formerRun < SILENCE) {
        return Verdict.FOREIGN;
      }
    }
    formerRun = 0;
    replaced = started;
    started = true;
    former = current;
    current = ssrc;
    return Verdict.NEW;
  }

  boolean started() {
    return started;
  }

  int current() {
    return current;
  }
}
