package nightjar.base.http;

import java.io.IOException;
import nightjar.base.time.Clock;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What Jetty refuses before anybody here is asked (a head that is none, too long, or with two meanings): answered in the form and
/// with the headers of everything else, and without Jetty's words. Safe for any thread because it only holds what is.
final class BadRequests implements Request.Handler {
  private final HttpLimits limits;
  private final boolean trusted;
  private final Clock clock;
  private final ApiJson json = new ApiJson();

  BadRequests(HttpLimits limits, boolean trusted, Clock clock) {
    this.limits = limits;
    this.trusted = trusted;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var exchange = new Exchange(request, response, callback, limits, clock, json);
    SecurityHeaders.put(exchange, trusted);
    try {
      exchange.lastProblem(problem(response.getStatus()));
    } catch (IOException e) {
      exchange.fail(e); // the other side is gone
    }
    return true;
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 413, 414, 431 -> Problem.of(as(Problems.TOO_LARGE, status), "The head is too long.", "");
      case 500, 503 ->
          Problem.of(
              as(Problems.FAULT, status),
              "Something went wrong inside Nightjar.",
              "The log says what.");
      default ->
          Problem.of(as(Problems.BAD_REQUEST, status), "The request is not as HTTP wants it.", "");
    };
  }

  private static ProblemType as(ProblemType kind, int status) {
    return new ProblemType(kind.name(), status, kind.title());
  }
}
