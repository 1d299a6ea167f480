package nightjar.base.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events as SLF4J lines with the fields `event` and `subject`. Safe for any thread because SLF4J is.
public final class Slf4jEventLog implements EventLog {
  private final Logger logger = LoggerFactory.getLogger("nightjar");

  @Override
  public void log(Event event, String subject, String detail) {
    var line =
        switch (event.level()) {
          case INFO -> logger.atInfo();
          case WARN -> logger.atWarn();
          case ERROR -> logger.atError();
        };
    line.addKeyValue("event", event.name()).addKeyValue("subject", subject).log(detail);
  }
}
