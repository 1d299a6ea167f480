package nightjar.base.http;

import java.io.IOException;
import java.util.List;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// Where Jetty hands a request over: asks the sites in order, and turns what they throw into a problem document.
/// Safe for any thread because it only holds what is.
final class Entry extends Handler.Abstract {
  private final List<Site> sites;
  private final HttpLimits limits;
  private final boolean trusted;
  private final Clock clock;
  private final EventLog log;
  private final ApiJson json = new ApiJson();

  Entry(
      Server server,
      List<Site> sites,
      HttpLimits limits,
      boolean trusted,
      Clock clock,
      EventLog log) {
    this.sites = List.copyOf(sites);
    this.limits = limits;
    this.trusted = trusted;
    this.clock = clock;
    this.log = log;
    ServerWebSocketContainer sockets = ServerWebSocketContainer.ensure(server);
    sockets.setMaxTextMessageSize(4 << 10);
    sockets.setMaxBinaryMessageSize(4 << 10);
    sockets.setMaxFrameSize(0);
    sockets.setAutoFragment(false);
    sockets.setIdleTimeout(limits.socketIdle());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var exchange = new Exchange(request, response, callback, limits, clock, json);
    try {
      SecurityHeaders.put(exchange, trusted);
      serve(exchange);
    } catch (IOException e) {
      exchange.fail(e); // the other side is gone
    }
    return true;
  }

  private void serve(Exchange exchange) throws IOException {
    try {
      if (exchange.isOddlyFramed()) {
        exchange.lastProblem(
            Problem.of(Problems.BAD_REQUEST, "Transfer-Encoding is chunked or nothing here.", ""));
        return;
      }
      if (exchange.pathAndQueryBytes() > limits.addressBytes()) {
        throw Refusal.of(Problems.TOO_LARGE, "The address is too long.", "");
      }
      LoopbackNames.check(exchange);
      for (Site site : sites) {
        if (site.serve(exchange)) {
          return;
        }
      }
      throw Refusal.notFound("This address");
    } catch (Refusal refusal) {
      if (exchange.isBarred() || refusal.problem().kind().equals(Problems.FORBIDDEN)) {
        exchange
            .actor()
            .ifPresent(who ->
                log.log(
                    HttpEvent.ACT_REFUSED,
                    who,
                    where(exchange) + ": " + refusal.problem().detail()));
      }
      tell(exchange, refusal.problem(), refusal);
    } catch (Fault fault) {
      if (exchange.isDeserted()) {
        // Who sends a file cannot tell a disk that fails from a viewer who pauses for long.
        exchange.fail(fault);
        return;
      }
      Problem problem = Problems.of(fault);
      if (problem.kind().status() >= 500) {
        log.log(HttpEvent.REQUEST_FAILED, where(exchange), String.valueOf(fault.getMessage()));
      }
      tell(exchange, problem, fault);
    } catch (RuntimeException bug) {
      log.log(HttpEvent.REQUEST_FAILED, where(exchange), "a bug in Nightjar: " + trace(bug));
      tell(
          exchange,
          Problem.of(Problems.FAULT, "Something went wrong inside Nightjar.", "The log says what."),
          bug);
    }
  }

  private static void tell(Exchange exchange, Problem problem, RuntimeException why)
      throws IOException {
    if (exchange.isAnswered()) {
      return;
    }
    if (exchange.isCommitted()) {
      exchange.fail(why);
    } else {
      exchange.problem(problem);
    }
  }

  private static String where(Exchange exchange) {
    return exchange.method() + " " + exchange.path();
  }

  private static String trace(Throwable bug) {
    StackTraceElement[] at = bug.getStackTrace();
    return bug + (at.length == 0 ? "" : " at " + at[0] + (at.length > 1 ? ", " + at[1] : ""));
  }
}
