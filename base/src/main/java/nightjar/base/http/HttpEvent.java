package nightjar.base.http;

import nightjar.base.log.Event;

/// What the web server tells the operator.
public enum HttpEvent implements Event {
  REQUEST_FAILED(Level.ERROR),
  /// Somebody who is signed in asked for what they may not do or see.
  ACT_REFUSED(Level.INFO),
  CERTIFICATE_MADE(Level.INFO),
  CERTIFICATE_REFUSED(Level.WARN),
  /// The web server cannot be reached; whatever else the program does goes on.
  WEB_UNAVAILABLE(Level.ERROR),
  WEB_AVAILABLE(Level.INFO);

  private final Level level;

  HttpEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
