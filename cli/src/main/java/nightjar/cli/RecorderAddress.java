package nightjar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the HTTP API of a recorder is, here or anywhere, and one request to it at a time.
/// Owned by the main thread.
final class RecorderAddress {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int LONGEST = 4 << 20;
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  /// What a refusal looks like (RFC 9457).
  private record Problem(
      @Nullable String type,
      @Nullable String title,
      @Nullable String detail,
      @Nullable String advice,
      @Nullable Map<String, String> fields) {}

  /// @param cookies of `Set-Cookie`, whole
  record Answer(int status, String body, List<String> cookies) {
    boolean isDone() {
      return status / 100 == 2;
    }
  }

  private final Json json = new Json();

  @Option(
      names = "--recorder",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8480",
      descriptionKey = "api.recorder")
  private URI address = URI.create("http://127.0.0.1:8480");

  @Option(names = "--certificate", paramLabel = "FILE", descriptionKey = "api.certificate")
  private Optional<Path> certificate = Optional.empty();

  /// The address that people open, without a slash at its end.
  String address() {
    boolean here = HERE.contains(String.valueOf(address.getHost()));
    if (!"https".equals(address.getScheme()) && !(here && "http".equals(address.getScheme()))) {
      throw Fault.of(
          Fault.Kind.INVALID,
          address + " is no address of a recorder",
          "Give one that begins with https://, or with http:// and this machine itself; elsewhere the secret would cross the network in the clear.");
    }
    return address.toString().replaceFirst("/+$", "");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + "/api/v1" + path)).timeout(ANSWER);
  }

  /// Of an answer that was done; a refusal is a fault in the recorder's own words.
  ///
  /// @param unknown what somebody does whom the recorder does not know
  Answer send(HttpRequest.Builder request, String unknown) {
    Answer answer = exchange(request.build());
    if (!answer.isDone()) {
      throw refused(answer, unknown);
    }
    return answer;
  }

  private Fault refused(Answer answer, String unknown) {
    Problem problem =
        json.readKnown(answer.body(), Problem.class, "the recorder's answer " + answer.status());
    String said = String.valueOf(problem.detail());
    if (problem.fields() != null && !problem.fields().isEmpty()) {
      said += " " + problem.fields();
    }
    return Fault.of(
        switch (answer.status()) {
          case 401, 403 -> Fault.Kind.UNAUTHENTICATED;
          case 404, 410 -> Fault.Kind.NOT_FOUND;
          case 400, 413, 415, 422 -> Fault.Kind.INVALID;
          default -> Fault.Kind.REFUSED;
        },
        "the recorder says: " + said,
        answer.status() == 401 ? unknown : String.valueOf(problem.advice()));
  }

  private Answer exchange(HttpRequest request) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1);
    certificate.ifPresent(file -> builder.sslContext(NamedCertificates.context(file)));
    HttpClient client = builder.build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        return new Answer(
            answer.statusCode(),
            new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8),
            answer.headers().allValues("Set-Cookie"));
      }
    } catch (SSLHandshakeException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          address + " shows a certificate that is not trusted",
          "Name a copy of it with --certificate; on the recorder itself it stands in https.pem, in the folder .nightjar of its data.",
          e);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          "no recorder answers at "
              + address
              + (e.getMessage() == null ? "" : ": " + e.getMessage()),
          "See that it runs, and name its address with --recorder; one with a certificate of its own needs --certificate.",
          e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      client.shutdownNow();
    }
  }
}
