package nightjar.cameras.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.media.frame.SlabPool;

/// Simulated cameras at work, until [#close].
///
/// Safe for any thread because everything but counters is handed to the one thread that owns it.
public final class Simulator implements AutoCloseable {
  private static final int ACCEPT_BACKLOG = 1024;
  private static final int SLAB_BYTES = 128 * 1024;

  private final EventLoop loop;
  private final Map<Integer, Camera> cameras;
  private final Map<Integer, Integer> ports;
  private final InetSocketAddress address;

  private Simulator(
      EventLoop loop,
      Map<Integer, Camera> cameras,
      Map<Integer, Integer> ports,
      InetSocketAddress address) {
    this.loop = loop;
    this.cameras = cameras;
    this.ports = ports;
    this.address = address;
  }

  /// Listens and serves. Throws a [Fault] when an address is taken or a file cannot be shown.
  public static Simulator start(SimulatorConfig config, Clock clock, RandomGenerator random) {
    return start(config, clock, random, SentListener.NONE);
  }

  /// Tells `journal` of every frame sent.
  public static Simulator start(
      SimulatorConfig config, Clock clock, RandomGenerator random, SentListener journal) {
    try {
      return open(config, clock, random, journal);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.BUSY,
          "cannot listen on " + config.address() + ":" + config.rtspPort() + ": " + e.getMessage(),
          "Choose another port, or end the program that holds it.",
          e);
    }
  }

  private static Simulator open(
      SimulatorConfig config, Clock clock, RandomGenerator random, SentListener journal)
      throws IOException {
    InetAddress bind = InetAddress.getByName(config.address());
    EventLoop loop = new EventLoop(clock);
    SlabPool pool = new SlabPool(SLAB_BYTES, Long.MAX_VALUE);
    UdpPorts udp = UdpPorts.open(bind);
    Workplace workplace =
        new Workplace(loop, clock, random, pool, journal, config.reportInterval().toNanos(), udp);
    Site site = new Site(workplace, config.sessionTimeout(), config.backlogBytes());
    Programs programs = new Programs(workplace, config.spread().toNanos());
    Map<Integer, Camera> cameras = new LinkedHashMap<>();
    for (SimulatedCamera settings : config.cameras()) {
      Camera camera = new Camera(settings, workplace);
      long phase = config.spread().toNanos() * cameras.size() / config.cameras().size();
      camera.show(StreamName.MAIN, programs.of(settings.number(), settings.main()), phase);
      if (settings.sub().isPresent()) {
        camera.show(StreamName.SUB, programs.of(settings.number(), settings.sub().get()), phase);
      }
      cameras.put(settings.number(), camera);
      site.add(camera);
    }
    List<ServerSocketChannel> listeners = new ArrayList<>();
    ServerSocketChannel first = listen(bind, config.rtspPort());
    listeners.add(first);
    Map<Integer, Integer> ports = new LinkedHashMap<>();
    for (SimulatedCamera settings :
        config.portPerCamera() ? config.cameras() : List.<SimulatedCamera>of()) {
      int wanted = config.rtspPort() == 0 ? 0 : config.rtspPort() + listeners.size();
      ServerSocketChannel own = listen(bind, wanted);
      listeners.add(own);
      ports.put(settings.number(), own.socket().getLocalPort());
    }
    for (ServerSocketChannel listener : listeners) {
      site.listen(listener);
    }
    udp.listen(loop, site::heard);
    loop.at(clock.nanos(), site::sweep);
    loop.start(
        "camera-sim",
        () -> {
          site.close();
          programs.close();
          close(listeners, udp);
        });
    return new Simulator(loop, cameras, ports, (InetSocketAddress) first.getLocalAddress());
  }

  private static ServerSocketChannel listen(InetAddress bind, int port) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    return listener.bind(new InetSocketAddress(bind, port), ACCEPT_BACKLOG);
  }

  private static void close(List<ServerSocketChannel> listeners, UdpPorts udp) {
    try {
      for (ServerSocketChannel listener : listeners) {
        listener.close();
      }
      udp.close();
    } catch (IOException e) {
      // nothing more can be done about a socket that does not close
      return;
    }
  }

  /// Where all cameras are.
  public InetSocketAddress address() {
    return address;
  }

  /// A stream's address, without credentials; at the camera's own port if it has one.
  public String url(int camera, StreamName stream) {
    Camera known = known(camera);
    int port = ports.getOrDefault(camera, address.getPort());
    String host = address.getAddress().getHostAddress();
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return "rtsp://" + bracketed + ":" + port + "/" + known.settings().name() + "/" + stream.path();
  }

  /// Of all cameras together.
  public SimulatorCounters counters() {
    SimulatorCounters sum = SimulatorCounters.ZERO;
    for (Camera camera : cameras.values()) {
      sum = sum.plus(camera.counters().snapshot());
    }
    return sum;
  }

  public SimulatorCounters counters(int camera) {
    return known(camera).counters().snapshot();
  }

  /// From the next moment on `camera` has these faults and no others.
  public void setFaults(int camera, List<CameraFault> faults) {
    Camera known = known(camera);
    loop.post(() -> known.faults(faults));
  }

  private Camera known(int camera) {
    Camera known = cameras.get(camera);
    if (known == null) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          "there is no camera " + camera,
          "Use a number it was started with.");
    }
    return known;
  }

  @Override
  public void close() {
    loop.close();
  }
}
