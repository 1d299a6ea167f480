package nightjar.recorder.live.webrtc;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicBoolean;
import nightjar.base.Bytes;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// Our end of one DTLS 1.2 handshake, which only agrees on SRTP's keys (RFC 5764): the certificate of the other end must be the
/// one whose fingerprint its offer named. Owned by the handshake's thread.
final class DtlsServer extends DefaultTlsServer {
  private static final int[] SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
  };
  private static final int PROFILE = SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

  /// Both directions' SRTP: ours to protect with, theirs to unprotect with.
  record Keys(Srtp ours, Srtp theirs) {}

  private final JcaTlsCrypto jca;
  private final Identity identity;
  private final Bytes expected;
  private final AtomicBoolean left = new AtomicBoolean();
  private byte[] material = {};

  private DtlsServer(JcaTlsCrypto jca, Identity identity, Bytes expected) {
    super(jca);
    this.jca = jca;
    this.identity = identity;
    this.expected = expected;
  }

  static DtlsServer of(Identity identity, Bytes expected, SecureRandom random) {
    return new DtlsServer(new JcaTlsCryptoProvider().create(random), identity, expected);
  }

  /// Once the handshake is done. The exporter's bytes are client key, server key, client salt, server salt (RFC 5764, 4.2).
  Keys keys() {
    int keys = 2 * Srtp.KEY_BYTES;
    byte[] theirKey = Arrays.copyOfRange(material, 0, Srtp.KEY_BYTES);
    byte[] ourKey = Arrays.copyOfRange(material, Srtp.KEY_BYTES, keys);
    byte[] theirSalt = Arrays.copyOfRange(material, keys, keys + Srtp.SALT_BYTES);
    byte[] ourSalt =
        Arrays.copyOfRange(material, keys + Srtp.SALT_BYTES, keys + 2 * Srtp.SALT_BYTES);
    return new Keys(new Srtp(ourKey, ourSalt), new Srtp(theirKey, theirSalt));
  }

  /// Whether the other end said that it leaves.
  boolean isLeft() {
    return left.get();
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return SUITES.clone();
  }

  @Override
  @SuppressWarnings({"rawtypes", "JdkObsolete"}) // Bouncy Castle's own types
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
    if (offered == null
        || Arrays.stream(offered.getProtectionProfiles()).noneMatch(each -> each == PROFILE)) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }
  }

  @Override
  @SuppressWarnings({"rawtypes", "JdkObsolete"})
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
    TlsSRTPUtils.addUseSRTPExtension(
        extensions, new UseSRTPData(new int[] {PROFILE}, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate shown) throws IOException {
    boolean right =
        !shown.isEmpty()
            && MessageDigest.isEqual(
                Identity.sha256(shown.getCertificateAt(0).getEncoded()), expected.toArray());
    if (!right) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    var chain =
        new Certificate(
            new TlsCertificate[] {jca.createCertificate(identity.certificate().toArray())});
    return new JcaDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        jca,
        identity.key(),
        chain,
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    material =
        context.exportKeyingMaterial(
            ExporterLabel.dtls_srtp, null, 2 * (Srtp.KEY_BYTES + Srtp.SALT_BYTES));
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    super.notifyAlertReceived(level, description);
    left.compareAndSet(false, description == AlertDescription.close_notify);
  }
}
