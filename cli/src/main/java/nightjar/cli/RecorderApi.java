package nightjar.cli;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import nightjar.base.json.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The HTTP API of a recorder, as the person whose API token it is: what they may not do there, nobody does from here.
/// Owned by the main thread.
final class RecorderApi {
  private final Json json = new Json();

  @Mixin private RecorderAddress recorder = new RecorderAddress();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      required = true,
      descriptionKey = "api.token-file")
  private Path token = Path.of(".");

  /// The address that people open, without a slash at its end.
  String address() {
    return recorder.address();
  }

  <T> T get(String path, Class<T> type) {
    return json.readKnown(send(request(path).GET()), type, "the recorder's answer");
  }

  <T> T post(String path, Object body, Class<T> type) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeLine(body)));
    return json.readKnown(send(request), type, "the recorder's answer");
  }

  void delete(String path) {
    send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return recorder
        .request(path)
        .header("Authorization", "Bearer " + new String(SecretFile.line(token)).strip());
  }

  private String send(HttpRequest.Builder request) {
    return recorder
        .send(request, "Make a token on the page Account, and write it into the file.")
        .body();
  }
}
