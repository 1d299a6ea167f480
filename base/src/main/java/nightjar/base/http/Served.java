package nightjar.base.http;

import java.io.IOException;

/// An answer that is not JSON: it writes itself.
@FunctionalInterface
public interface Served {
  void serve(Exchange exchange) throws IOException;
}
