package nightjar.media.rtsp;

import java.time.Duration;

/// How to talk to a camera.
///
/// @param connectTimeout for the TCP connection, per address of the host
/// @param answerTimeout for each answer to a request
/// @param stallTimeout without media the session ends
/// @param gather how long bytes may wait in the socket while nobody watches as it happens ([nightjar.media.frame.FrameSink#live]);
///     fewer, larger reads cost less. Zero reads at once
/// @param sound play the sound track too
/// @param receiveBufferBytes memory for one connection; what one read can take
/// @param datagramBufferBytes SO_RCVBUF asked for over UDP; the kernel gives at most `net.core.rmem_max`
/// @param maxFrameBytes a larger frame is damage
public record RtspOptions(
    TransportPolicy transport,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration stallTimeout,
    Duration gather,
    boolean sound,
    int receiveBufferBytes,
    int datagramBufferBytes,
    int maxFrameBytes) {

  public enum TransportPolicy {
    /// TCP, and UDP when the camera refuses TCP (status 461).
    AUTO,
    TCP,
    UDP
  }

  public static RtspOptions defaults() {
    return new RtspOptions(
        TransportPolicy.AUTO,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ZERO,
        true,
        256 * 1024,
        2 * 1024 * 1024,
        8 * 1024 * 1024);
  }

  public RtspOptions with(TransportPolicy policy) {
    return new RtspOptions(
        policy,
        connectTimeout,
        answerTimeout,
        stallTimeout,
        gather,
        sound,
        receiveBufferBytes,
        datagramBufferBytes,
        maxFrameBytes);
  }

  public RtspOptions withTimeouts(Duration connect, Duration answer, Duration stall) {
    return new RtspOptions(
        transport,
        connect,
        answer,
        stall,
        gather,
        sound,
        receiveBufferBytes,
        datagramBufferBytes,
        maxFrameBytes);
  }

  public RtspOptions withGather(Duration gather) {
    return new RtspOptions(
        transport,
        connectTimeout,
        answerTimeout,
        stallTimeout,
        gather,
        sound,
        receiveBufferBytes,
        datagramBufferBytes,
        maxFrameBytes);
  }
}
