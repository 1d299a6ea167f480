package nightjar.cameras.simulator;

import java.util.random.RandomGenerator;
import nightjar.base.time.Clock;
import nightjar.media.frame.SlabPool;

/// What all cameras of a simulator share.
record Workplace(
    EventLoop loop,
    Clock clock,
    RandomGenerator random,
    SlabPool pool,
    SentListener listener,
    long reportNanos,
    UdpPorts udp) {}
