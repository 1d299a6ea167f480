package nightjar.base.http;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// A web server: plain HTTP on loopback, HTTPS wherever wanted, each request on a virtual thread.
/// Safe for any thread because it only starts and stops.
public final class HttpServer implements AutoCloseable {
  /// Where to listen.
  ///
  /// @param host numeric address; plain HTTP only on loopback
  /// @param port 0 for any free one
  public record Address(String host, int port) {}

  private final Server server;
  private final List<ServerConnector> connectors;
  private final SlowHeads slow;
  private final Optional<ServerConnector> plain;
  private final Optional<ServerConnector> secure;

  private HttpServer(
      Server server,
      List<ServerConnector> connectors,
      SlowHeads slow,
      Optional<ServerConnector> plain,
      Optional<ServerConnector> secure) {
    this.server = server;
    this.connectors = connectors;
    this.slow = slow;
    this.plain = plain;
    this.secure = secure;
  }

  /// Starts to listen; a [Fault] of kind BUSY when a port is taken.
  public static HttpServer start(
      Optional<Address> http,
      Optional<Address> https,
      Optional<ServerKey> key,
      List<Site> sites,
      HttpLimits limits,
      Clock clock,
      EventLog log) {
    // Jetty's own bound is 200 at once: as many event streams, or bodies that come drop by drop,
    // and nobody else is served. Connections are the bound here.
    Server server = new Server(new VirtualThreadPool(2 * limits.connections() + 64));
    boolean trusted = key.filter(ServerKey::isTrusted).isPresent();
    server.setHandler(new Entry(server, sites, limits, trusted, clock, log));
    server.setErrorHandler(new BadRequests(limits, trusted, clock));
    var slow = new SlowHeads(limits.head(), clock);
    Optional<ServerConnector> plain =
        http.map(
            where -> connector(server, where, limits, new HttpConnectionFactory(plain(limits))));
    Optional<ServerConnector> secure =
        https.map(where -> {
          var inner = new HttpConnectionFactory(secured(limits));
          SslContextFactory.Server tls = tls(key.orElseThrow());
          return connector(
              server, where, limits, new SslConnectionFactory(tls, inner.getProtocol()), inner);
        });
    List<ServerConnector> connectors = new ArrayList<>();
    plain.ifPresent(connectors::add);
    secure.ifPresent(connectors::add);
    var crowded = new CrowdedAddresses(Math.max(1, limits.connections() / 2));
    connectors.forEach(each -> {
      each.addBean(slow);
      each.addBean(crowded);
      server.addConnector(each);
    });
    server.addBean(new NetworkConnectionLimit(limits.connections(), server));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw cannot(e, connectors);
    }
    slow.start();
    return new HttpServer(server, connectors, slow, plain, secure);
  }

  /// The port of plain HTTP, where it is served.
  public Optional<Integer> httpPort() {
    return plain.map(ServerConnector::getLocalPort);
  }

  public Optional<Integer> httpsPort() {
    return secure.map(ServerConnector::getLocalPort);
  }

  /// Stops listening, gives requests under way a second to be answered, and ends what is left.
  @Override
  public void close() {
    slow.close();
    connectors.forEach(ServerConnector::close);
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.setStopTimeout(1_000);
      server.stop();
    } catch (TimeoutException e) {
      // What was under way is over by now: Jetty stops everything else before it says so.
    } catch (Exception e) {
      throw Fault.of(Fault.Kind.BUSY, "the web server does not stop: " + e.getMessage(), "", e);
    }
  }

  private static ServerConnector connector(
      Server server,
      Address where,
      HttpLimits limits,
      org.eclipse.jetty.server.ConnectionFactory... factories) {
    var connector = new ServerConnector(server, 1, 1, factories);
    connector.setHost(where.host());
    connector.setPort(where.port());
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setShutdownIdleTimeout(100);
    return connector;
  }

  private static HttpConfiguration plain(HttpLimits limits) {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    configuration.setRequestHeaderSize(limits.headBytes());
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    // A line that ends in LF alone is where two servers begin to disagree about a head's end.
    configuration.setHttpCompliance(HttpCompliance.STRICT);
    configuration.setOutputBufferSize(64 << 10);
    return configuration;
  }

  private static HttpConfiguration secured(HttpLimits limits) {
    HttpConfiguration configuration = plain(limits);
    // The owner opens it by address or by any name their network gives it: there is no name to
    // check.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return configuration;
  }

  private static SslContextFactory.Server tls(ServerKey key) {
    var tls = new SslContextFactory.Server();
    tls.setKeyStore(key.store());
    tls.setKeyStorePassword("");
    tls.setKeyManagerPassword("");
    tls.setSniRequired(false);
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Authenticated encryption and forward secrecy; every browser that plays our pictures has them.
    tls.setIncludeCipherSuites(
        "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*_CHACHA20_.*");
    tls.setRenegotiationAllowed(false);
    return tls;
  }

  private static Fault cannot(Exception e, List<ServerConnector> connectors) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof BindException)) {
      cause = cause.getCause();
    }
    String where =
        String.join(
            " or ",
            connectors.stream().map(each -> each.getHost() + ":" + each.getPort()).toList());
    return cause instanceof BindException || cause instanceof IOException
        ? Fault.of(
            Fault.Kind.BUSY,
            "cannot listen on " + where + ": " + cause.getMessage(),
            "Another program uses the port, or the address is not this machine's. Choose another in the configuration.",
            e)
        : Fault.of(
            Fault.Kind.INVALID, "the web server does not start: " + cause.getMessage(), "", e);
  }
}
