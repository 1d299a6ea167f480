package nightjar.base.http;

import java.util.Map;

/// Who asks, and whether they may. Safe for any thread.
public interface Gate<C> {
  /// Who sends this; a [Refusal] when it names somebody and cannot prove it.
  C caller(Exchange exchange);

  /// Returns when `caller` may call a route that asks for `right` with these variables; a [Refusal] otherwise.
  void admit(C caller, Right right, Map<String, String> variables);
}
