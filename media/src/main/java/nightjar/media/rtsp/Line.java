package nightjar.media.rtsp;

import nightjar.base.time.Clock;

/// One connection with all that belongs to it.
record Line(
    Where where,
    Wire wire,
    Watchdog.Guard guard,
    Inbound inbound,
    Dialogue dialogue,
    Clock clock) {}
