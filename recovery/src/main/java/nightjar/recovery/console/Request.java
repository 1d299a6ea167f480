package nightjar.recovery.console;

import org.jspecify.annotations.Nullable;

/// What the console asks, as a line of JSON. Which members count depends on `ask`; the others are empty.
///
/// `text` is what was typed: a code for REDEEM, the printed key for REDEEM_KEY, a new password for JUDGE and COMMIT. It is never printed.
public record Request(int v, Ask ask, String text, String name, String session) {
  public static final int VERSION = 1;

  public enum Ask {
    INFO,
    START,
    CANCEL,
    REDEEM,
    REDEEM_KEY,
    JUDGE,
    ACCEPT_LOSS,
    COMMIT
  }

  public Request(
      int v,
      @Nullable Ask ask,
      @Nullable String text,
      @Nullable String name,
      @Nullable String session) {
    if (v != VERSION || ask == null) {
      throw new IllegalArgumentException("not a request of version " + VERSION);
    }
    this.v = v;
    this.ask = ask;
    this.text = text == null ? "" : text;
    this.name = name == null ? "" : name;
    this.session = session == null ? "" : session;
  }

  public static Request of(Ask ask) {
    return new Request(VERSION, ask, "", "", "");
  }

  public static Request redeem(String code) {
    return new Request(VERSION, Ask.REDEEM, code, "", "");
  }

  public static Request redeemKey(String key) {
    return new Request(VERSION, Ask.REDEEM_KEY, key, "", "");
  }

  public static Request judge(String session, String name, String password) {
    return new Request(VERSION, Ask.JUDGE, password, name, session);
  }

  /// The yes to what the answer to REDEEM said will be erased.
  public static Request acceptLoss(String session) {
    return new Request(VERSION, Ask.ACCEPT_LOSS, "", "", session);
  }

  public static Request commit(String session, String name, String password) {
    return new Request(VERSION, Ask.COMMIT, password, name, session);
  }

  @Override
  public String toString() {
    return "Request[" + ask + "]";
  }
}
