package nightjar.portal.api;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.accounts.throttle.Networks;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.portal.door.Visitor;

/// Who sends pictures right now. Whoever sends slowly on purpose holds their own few places, and leaves the others theirs.
/// Safe for any thread because each count changes within the concurrent map.
final class Turns {
  /// Both pictures of one request.
  private static final int OF_ONE = 2;

  private static final int FROM_ONE_NETWORK = 4;

  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  private record Share(String of, int most) {}

  /// A place, given back when it is closed.
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  Turn take(Visitor visitor, String address) {
    var own = new Share("account " + visitor.id(), OF_ONE);
    var network =
        new Share("network " + Networks.of(InetAddress.ofLiteral(address)), FROM_ONE_NETWORK);
    take(own);
    try {
      take(network);
    } catch (Refusal full) {
      giveBack(own);
      throw full;
    }
    return () -> List.of(own, network).forEach(this::giveBack);
  }

  private void take(Share share) {
    int now = underWay.merge(share.of, 1, Integer::sum);
    if (now > share.most) {
      giveBack(share);
      throw Refusal.later(Problems.BUSY, "Other pictures of yours are on their way.", 1);
    }
  }

  private void giveBack(Share share) {
    underWay.computeIfPresent(share.of, (_, n) -> n == 1 ? null : n - 1);
  }
}
