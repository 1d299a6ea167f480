package nightjar.base.http;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// Answers by becoming a WebSocket, whose end `made` is. Anything that is no WebSocket request is told so, and the end is told that
/// nobody is there.
public record SocketAnswer(SocketEnd made) implements Served {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  @Override
  public void serve(Exchange exchange) {
    boolean open = false;
    try {
      open = opened(exchange);
    } finally {
      if (!open) {
        made.closed();
      }
    }
  }

  private boolean opened(Exchange exchange) {
    if (exchange.header("Upgrade").filter("websocket"::equalsIgnoreCase).isEmpty()) {
      throw Refusal.of(
          Problems.BAD_REQUEST, "This address is a WebSocket.", "Open it with ws: or wss:.");
    }
    // RFC 6455 4.2.1; Jetty throws at a key that is missing and takes one that is none.
    if (!exchange.headers("Sec-WebSocket-Version").equals(List.of("13"))) {
      exchange.set("Sec-WebSocket-Version", "13");
      throw Refusal.of(Problems.BAD_REQUEST, "WebSockets are spoken in version 13.", "");
    }
    List<String> keys = exchange.headers("Sec-WebSocket-Key");
    if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
      throw Refusal.of(Problems.BAD_REQUEST, "Sec-WebSocket-Key is not 16 bytes in base64.", "");
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
    return done;
  }
}
