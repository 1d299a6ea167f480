package nightjar.cli;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import nightjar.base.Fault;
import nightjar.base.http.ServerKeys;

/// Trusts who shows one of the certificates that somebody named, whatever address it is reached at: a recorder that made its certificate
/// itself does not know how others call it. An authority's certificate among them is trusted in the usual way, names included.
/// Safe for any thread because it never changes.
final class NamedCertificates extends X509ExtendedTrustManager {
  private final List<X509Certificate> named;
  private final X509ExtendedTrustManager usual;

  private NamedCertificates(List<X509Certificate> named, X509ExtendedTrustManager usual) {
    this.named = named;
    this.usual = usual;
  }

  static SSLContext context(Path file) {
    try {
      List<X509Certificate> named = ServerKeys.chain(file);
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < named.size(); i++) {
        store.setCertificateEntry("c" + i, named.get(i));
      }
      var usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      usual.init(store);
      TrustManager[] trust =
          Arrays.stream(usual.getTrustManagers())
              .filter(X509ExtendedTrustManager.class::isInstance)
              .map(X509ExtendedTrustManager.class::cast)
              .map(each -> new NamedCertificates(named, each))
              .toArray(TrustManager[]::new);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust, null);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "no certificate can be read from " + file + ": " + e.getMessage(),
          "Name a PEM file with the recorder’s certificate.",
          e);
    }
  }

  private boolean isNamed(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !named.contains(chain[0])) {
      return false;
    }
    chain[0].checkValidity();
    return true;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    if (!isNamed(chain)) {
      usual.checkServerTrusted(chain, type, engine);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (!isNamed(chain)) {
      usual.checkServerTrusted(chain, type, socket);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("whose names are not known");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no server here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no server here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no server here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return usual.getAcceptedIssuers();
  }
}
