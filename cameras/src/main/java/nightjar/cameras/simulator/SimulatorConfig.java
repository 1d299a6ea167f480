package nightjar.cameras.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A simulator and its cameras.
///
/// @param address to listen on
/// @param rtspPort of all cameras; 0 takes a free one
/// @param portPerCamera also gives each camera a port of its own: the ones above `rtspPort`, or free ones
/// @param sessionTimeout without a sign of life a session ends
/// @param reportInterval between RTCP sender reports
/// @param spread cameras start evenly spread over this time, so that their key frames do not come all at once
/// @param backlogBytes a viewer that leaves more unread loses frames up to the next key frame
public record SimulatorConfig(
    String address,
    int rtspPort,
    boolean portPerCamera,
    List<SimulatedCamera> cameras,
    Duration sessionTimeout,
    Duration reportInterval,
    Duration spread,
    int backlogBytes) {
  /// About two seconds of an 8 Mbit/s camera.
  public static final int DEFAULT_BACKLOG_BYTES = 2 << 20;

  public SimulatorConfig {
    cameras = List.copyOf(cameras);
    if (cameras.stream().map(SimulatedCamera::number).distinct().count() != cameras.size()) {
      throw new IllegalArgumentException("two cameras with one number");
    }
  }

  /// On loopback, a free port, no spread.
  public static SimulatorConfig of(List<SimulatedCamera> cameras) {
    return new SimulatorConfig(
        "127.0.0.1",
        0,
        false,
        cameras,
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Duration.ZERO,
        DEFAULT_BACKLOG_BYTES);
  }

  /// Cameras 1 to `count`, all showing the same kind of stream.
  public static SimulatorConfig of(int count, SimulatedStream main, Optional<SimulatedStream> sub) {
    return of(
        IntStream.rangeClosed(1, count)
            .mapToObj(n -> new SimulatedCamera(n, main, sub, new Access.Open(), List.of()))
            .toList());
  }

  public SimulatorConfig at(String address, int rtspPort) {
    return new SimulatorConfig(
        address,
        rtspPort,
        portPerCamera,
        cameras,
        sessionTimeout,
        reportInterval,
        spread,
        backlogBytes);
  }

  public SimulatorConfig withPortPerCamera() {
    return new SimulatorConfig(
        address, rtspPort, true, cameras, sessionTimeout, reportInterval, spread, backlogBytes);
  }

  public SimulatorConfig withSpread(Duration spread) {
    return new SimulatorConfig(
        address,
        rtspPort,
        portPerCamera,
        cameras,
        sessionTimeout,
        reportInterval,
        spread,
        backlogBytes);
  }

  public SimulatorConfig withSessionTimeout(Duration sessionTimeout) {
    return new SimulatorConfig(
        address,
        rtspPort,
        portPerCamera,
        cameras,
        sessionTimeout,
        reportInterval,
        spread,
        backlogBytes);
  }

  public SimulatorConfig withBacklogBytes(int backlogBytes) {
    return new SimulatorConfig(
        address,
        rtspPort,
        portPerCamera,
        cameras,
        sessionTimeout,
        reportInterval,
        spread,
        backlogBytes);
  }
}
