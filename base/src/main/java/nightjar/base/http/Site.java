package nightjar.base.http;

import java.io.IOException;

/// Answers some of the addresses of a server. Safe for any thread.
@FunctionalInterface
public interface Site {
  /// False when the address is none of its own.
  boolean serve(Exchange exchange) throws IOException;
}
