package nightjar.portal.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.Fault;

/// One POST each, of which the answer is the status: nothing else is read, no redirect followed. Safe for any thread because each has a
/// connection of its own, and the set of those is concurrent.
final class Posting implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Set<HttpClient> underWay = ConcurrentHashMap.newKeySet();

  int status(HttpRequest.Builder request) {
    HttpRequest whole = request.timeout(ANSWER).build();
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    underWay.add(client);
    try {
      HttpResponse<InputStream> answer = client.send(whole, BodyHandlers.ofInputStream());
      answer.body().close();
      return answer.statusCode();
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          "no message can be sent by " + whole.uri().getHost() + ": " + e,
          "Check its address. Messages wait until it answers.",
          e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      underWay.remove(client);
      client.shutdownNow();
    }
  }

  @Override
  public void close() {
    underWay.forEach(HttpClient::shutdownNow);
  }
}
