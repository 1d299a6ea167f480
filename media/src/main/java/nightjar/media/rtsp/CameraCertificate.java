package nightjar.media.rtsp;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import nightjar.base.Fault;
import nightjar.media.rtsp.auth.Fingerprint;
import nightjar.media.rtsp.message.RtspUrl;
import org.jspecify.annotations.Nullable;

/// Which certificate one camera may show: exactly the one whose fingerprint is in its address, whoever made it, whatever name
/// and dates are in it; without a fingerprint, one that an authority vouches for and that names the host.
///
/// Cameras make their own certificates, so most need the fingerprint. It is never learnt by itself: whoever answered first
/// would be trusted with the password. Owned by the session's thread.
final class CameraCertificate extends X509ExtendedTrustManager {
  private final RtspUrl url;
  private @Nullable Fingerprint refused;

  CameraCertificate(RtspUrl url) {
    this.url = url;
  }

  /// The authorities this machine trusts; the JDK keeps them once read, and few cameras need them.
  private static X509ExtendedTrustManager usualAuthorities() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager one : factory.getTrustManagers()) {
        if (one instanceof X509ExtendedTrustManager found) {
          return found;
        }
      }
      throw new GeneralSecurityException("no X.509");
    } catch (GeneralSecurityException e) {
      throw noTls(e);
    }
  }

  /// An engine for one connection that asks here before anything is sent.
  SSLEngine engine() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      SSLEngine engine = context.createSSLEngine(url.host(), url.port());
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
      return engine;
    } catch (GeneralSecurityException e) {
      throw noTls(e);
    }
  }

  private static Fault noTls(GeneralSecurityException e) {
    return Fault.of(
        Fault.Kind.UNSUPPORTED, "this Java has no TLS", "Install a complete JDK 25.", e);
  }

  /// Why no TLS connection came about.
  Fault refused(Where where, Exception cause) {
    Fingerprint seen = refused;
    if (seen == null) {
      return where.fault(
          Fault.Kind.PROTOCOL,
          "no TLS connection",
          "Use rtsp:// if the camera has no TLS 1.2 or later on this port.",
          cause);
    }
    if (url.certificate().isPresent()) {
      return where.fault(
          Fault.Kind.INVALID,
          "the camera shows another certificate than the one in its address: sha256=" + seen,
          "It was renewed, or somebody is between Nightjar and the camera. Compare this fingerprint with the one in"
              + " the camera's own web page before you put it into the address.");
    }
    return where.fault(
        Fault.Kind.INVALID,
        "nobody vouches for the camera's certificate: sha256=" + seen,
        "If the camera's own web page shows this fingerprint, add it to the address: #sha256="
            + seen,
        cause);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    refused = Fingerprint.of(chain[0]);
    if (url.certificate().isEmpty()) {
      usualAuthorities().checkServerTrusted(chain, type, engine);
    } else if (!url.certificate().get().equals(refused)) {
      throw new CertificateException("not the certificate in the address");
    }
    refused = null;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw onlyEngines();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw onlyEngines();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw onlyEngines();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw onlyEngines();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw onlyEngines();
  }

  private static CertificateException onlyEngines() {
    return new CertificateException("only cameras are checked here, and only through an engine");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0]; // what a server would tell its clients
  }
}
