package nightjar.recovery.device;

import java.time.LocalDate;

/// A live challenge as the Info screen shows it. `qr` is the signed payload of this minute.
public record ChallengeView(
    String requestCode,
    String qr,
    LocalDate dateShown,
    long startedMicros,
    int triesLeft,
    boolean redeemed) {}
