package nightjar.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import nightjar.base.Fault;
import nightjar.base.http.HttpServer;
import nightjar.base.http.ServerKey;
import nightjar.base.http.ServerKeys;
import nightjar.base.time.Clock;
import nightjar.recorder.config.RecorderConfig;

/// Ports, certificate and cameras. Owned by [Doctor].
///
/// @param running whether a recorder has this data folder
/// @param cameras host and port by name
record NetworkChecks(
    RecorderConfig config,
    Path own,
    boolean running,
    TreeMap<String, InetSocketAddress> cameras,
    Clock clock) {
  private static final int PATIENCE_MILLIS = 3_000;
  private static final long SOON_DAYS = 21;

  List<Finding> all() {
    List<Finding> found = new ArrayList<>();
    config.web().http().ifPresent(where -> found.add(port(where)));
    config.web().https().ifPresent(where -> found.add(port(where)));
    certificate().ifPresent(found::add);
    found.addAll(reach());
    return found;
  }

  /// While the recorder runs somebody must answer there; otherwise nobody may.
  private Finding port(HttpServer.Address where) {
    String name = where.host() + ":" + where.port();
    if (running) {
      return connects(new InetSocketAddress(loopback(where.host()), where.port()))
          ? Finding.good("port", name)
          : Finding.warning("port", "silent", name);
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(where.host(), where.port()));
      return Finding.good("port", name);
    } catch (IOException e) {
      return Finding.warning("port", "taken", name, String.valueOf(e.getMessage()));
    }
  }

  private static String loopback(String host) {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  private Optional<Finding> certificate() {
    if (config.web().https().isEmpty()) {
      return Optional.empty();
    }
    boolean given = config.web().certificate().isPresent() && config.web().key().isPresent();
    Path kept = own.resolve("https.pem");
    if (!given && !Files.exists(kept)) {
      return Optional.empty(); // made at the first start
    }
    try {
      ServerKey key =
          given
              ? ServerKeys.read(
                  config.web().certificate().orElseThrow(), config.web().key().orElseThrow(), clock)
              : ServerKeys.read(kept, kept, clock);
      var store = key.store();
      if (!(store.getCertificate(store.aliases().nextElement()) instanceof X509Certificate shown)) {
        return Optional.empty();
      }
      Instant end = shown.getNotAfter().toInstant();
      long days = ChronoUnit.DAYS.between(Instant.ofEpochMilli(clock.wallMicros() / 1_000), end);
      return Optional.of(
          days < SOON_DAYS
              ? Finding.warning("certificate", "soon", end, days)
              : Finding.good("certificate", end, days));
    } catch (Fault | KeyStoreException e) {
      return Optional.of(Finding.warning("certificate", "refused", String.valueOf(e.getMessage())));
    }
  }

  private List<Finding> reach() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          cameras.entrySet().stream()
              .map(each ->
                  CompletableFuture.supplyAsync(
                      () -> camera(each.getKey(), each.getValue()), threads))
              .toList();
      return asked.stream().map(CompletableFuture::join).toList();
    }
  }

  private static Finding camera(String name, InetSocketAddress where) {
    String address = where.getHostString() + ":" + where.getPort();
    return connects(where)
        ? Finding.good("camera", name, address)
        : Finding.failure("camera", "silent", name, address);
  }

  private static boolean connects(InetSocketAddress where) {
    try (Socket socket = new Socket()) {
      // Resolved here, where it may take time.
      socket.connect(
          new InetSocketAddress(where.getHostString(), where.getPort()), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
