package nightjar.portal.door;

import java.io.IOException;
import nightjar.base.Fault;
import nightjar.base.http.Exchange;
import nightjar.base.http.HttpEvent;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.Site;
import nightjar.base.log.EventLog;

/// A site whose visitors are strangers: what fails inside it is told to the log, and to them only that something did. The words of a
/// fault name folders, tables and hosts. Safe for any thread because what it holds is.
public record Discreet(Site site, EventLog log) implements Site {
  private static final int SECONDS = 10;

  @Override
  public boolean serve(Exchange exchange) throws IOException {
    try {
      return site.serve(exchange);
    } catch (Fault fault) {
      throw switch (fault.kind()) {
        case UNREACHABLE, PROTOCOL, UNSUPPORTED, EXHAUSTED, DISK -> {
          log.log(
              HttpEvent.REQUEST_FAILED,
              exchange.method() + " " + exchange.path(),
              String.valueOf(fault.getMessage()));
          yield Refusal.later(Problems.UNREACHABLE, "That cannot be done just now.", SECONDS);
        }
        case INVALID, NOT_FOUND, WITHHELD, BUSY, REFUSED, UNAUTHENTICATED, CORRUPT -> fault;
      };
    }
  }
}
