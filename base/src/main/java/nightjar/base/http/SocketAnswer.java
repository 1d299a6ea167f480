package nightjar.base.http;

import java.util.List;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// Answers by becoming a WebSocket, whose end `made` is. Anything that is no WebSocket request is told so.
public record SocketAnswer(SocketEnd made) implements Served {
  @Override
  public void serve(Exchange exchange) {
    if (exchange.header("Upgrade").filter("websocket"::equalsIgnoreCase).isEmpty()) {
      throw Refusal.of(
          Problems.BAD_REQUEST, "This address is a WebSocket.", "Open it with ws: or wss:.");
    }
    Exchange.Upgrade upgrade = exchange.upgrade();
    ServerWebSocketContainer container =
        ServerWebSocketContainer.get(upgrade.request().getContext());
    boolean done;
    try {
      done =
          container.upgrade(
              (_, answer, _) -> {
                // No permessage-deflate, which every browser offers: pictures do not compress, and
                // a fragment larger than Jetty's
                // buffer for it would end the socket.
                answer.setExtensions(List.of());
                return new SocketListener(made);
              },
              upgrade.request(),
              upgrade.response(),
              upgrade.callback());
    } catch (RuntimeException e) {
      upgrade.callback().failed(e);
      throw e;
    }
    if (!done) {
      upgrade.response().setStatus(400);
      upgrade.callback().succeeded();
    }
  }
}
