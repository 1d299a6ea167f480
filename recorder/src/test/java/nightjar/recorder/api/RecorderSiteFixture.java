package nightjar.recorder.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import nightjar.base.http.HttpServer;
import nightjar.base.log.KeptLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.RecorderConfig;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;

/// A recorder with two simulated cameras, its API on a free loopback port, and a browser's cookie. Owned by one test class.
final class RecorderSiteFixture implements AutoCloseable {
  static final String PASSWORD = "tall maple, nine rivers";

  final SystemClock clock = new SystemClock();
  final Simulator simulator;
  final Recorder recorder;
  final SiteSettings settings;
  final RecorderSite site;
  final KeptLog log;
  final HttpClient client = HttpClient.newHttpClient();
  final URI base;
  String cookie = "";

  RecorderSiteFixture(Path folder) throws IOException {
    var random = new SecureRandom();
    Path data = Files.createDirectories(folder.resolve("data"));
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Path settings = Files.createDirectories(folder.resolve("settings"));
    Store.init(new LocalDisk(data), random);
    simulator = Simulator.start(SimulatorConfig.of(List.of(camera(1), camera(2))), clock, random);
    RecorderConfig config =
        RecorderConfig.defaults()
            .withKeepFree(Optional.of(0L))
            .withEncryption(true, Optional.of(keys))
            .with(
                List.of(
                    CameraConfig.of("door", simulator.url(1, StreamName.MAIN)),
                    CameraConfig.of("yard", simulator.url(2, StreamName.MAIN))));
    log = new KeptLog(folder.resolve("log"), clock, (_, _, _) -> {});
    log.begin();
    recorder = Recorder.start(config, data, clock, random, log, _ -> {});
    this.settings = SiteSettings.open(recorder, config, settings, clock, log);
    site =
        RecorderSite.start(
            recorder,
            this.settings,
            settings,
            new RecorderSite.Doors(
                Optional.of(new HttpServer.Address("127.0.0.1", 0)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new HttpServer.Address("127.0.0.1", 0))),
            clock,
            log);
    base = URI.create("http://127.0.0.1:" + site.httpPort().orElseThrow());
  }

  private static SimulatedCamera camera(int number) {
    var stream = SimulatedStream.Synthetic.of(Video.H264, 640, 360, 500_000).with(AudioKind.AAC);
    return new SimulatedCamera(number, stream, Optional.empty(), new Access.Open(), List.of());
  }

  /// Makes the first administrator and keeps the cookie.
  void signUp() throws Exception {
    String token = site.setupToken().orElseThrow();
    HttpResponse<String> made =
        post(
            "/api/v1/setup",
            "{\"token\":\"" + token + "\",\"name\":\"owner\",\"password\":\"" + PASSWORD + "\"}");
    if (made.statusCode() != 201) {
      throw new AssertionError(made.body());
    }
    cookie = made.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /// Makes a person by invitation; returns their cookie.
  String invite(String name, String role, String grants) throws Exception {
    HttpResponse<String> made =
        post(
            "/api/v1/users",
            "{\"name\":\"" + name + "\",\"role\":\"" + role + "\",\"grants\":" + grants + "}");
    String token = made.body().replaceAll("(?s).*\"invitation\":\"([^\"]+)\".*", "$1");
    String mine = cookie;
    cookie = "";
    try {
      HttpResponse<String> used =
          post(
              "/api/v1/invitation",
              "{\"token\":\"" + token + "\",\"password\":\"" + PASSWORD + " and lanes\"}");
      if (used.statusCode() != 200) {
        throw new AssertionError(made.body() + used.body());
      }
      return used.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    } finally {
      cookie = mine;
    }
  }

  /// The status alone, of an answer that may never end.
  int status(HttpRequest request) throws Exception {
    HttpResponse<java.io.InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  HttpResponse<java.util.stream.Stream<String>> lines(String path, String... headers)
      throws Exception {
    return client.send(request(path, headers).GET().build(), HttpResponse.BodyHandlers.ofLines());
  }

  HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
    return client.send(
        request(path, headers).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> put(String path, String json, String... headers) throws Exception {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// As our own page would send it, with the cookie there is.
  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  /// Waits until `camera` has durable footage; the disk's interval is two seconds.
  void awaitFootage(String camera, long micros) {
    await(camera, 0, micros);
  }

  /// Waits until the disk is past `instant`, so that a span before it changes no more.
  void awaitFootageAfter(String camera, long instant) {
    await(camera, instant, 1);
  }

  private void await(String camera, long from, long micros) {
    var key = nightjar.store.recording.StreamKey.of(camera, "main");
    for (int i = 0; i < 300; i++) {
      var now = clock.wallMicros();
      if (now > from && recorder.store().coverage(key, from, now).recordedMicros() >= micros) {
        return;
      }
      clock.sleep(java.time.Duration.ofMillis(100), new Stop());
    }
    throw new AssertionError("nothing recorded of " + camera);
  }

  @Override
  public void close() {
    client.close();
    site.close();
    settings.close();
    recorder.close();
    simulator.close();
    log.close();
  }
}
