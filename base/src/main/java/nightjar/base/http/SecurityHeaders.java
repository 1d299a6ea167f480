package nightjar.base.http;

/// Headers of every answer.
final class SecurityHeaders {
  /// No inline code, nothing from elsewhere; `blob:` and `data:` for pictures and media made in the page. Mantine writes style
  /// attributes, and those are not code.
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'self'",
          "script-src 'self'",
          "style-src 'self'",
          "style-src-attr 'unsafe-inline'",
          "img-src 'self' data: blob:",
          "media-src 'self' blob: data:",
          "connect-src 'self'",
          "worker-src 'self' blob:",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'");

  private SecurityHeaders() {}

  /// HSTS would lock out whoever must click through our own self-made certificate.
  static void put(Exchange exchange, boolean trustedCertificate) {
    exchange
        .set("Content-Security-Policy", POLICY)
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Frame-Options", "DENY")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)");
    if (exchange.isSecure() && trustedCertificate) {
      exchange.set("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
