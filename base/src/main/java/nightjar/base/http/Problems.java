package nightjar.base.http;

import java.util.List;
import nightjar.base.Fault;

/// The refusals every program has in common.
public final class Problems {
  public static final ProblemType BAD_REQUEST =
      new ProblemType("bad-request", 400, "The request cannot be understood");
  public static final ProblemType NOT_SIGNED_IN =
      new ProblemType("not-signed-in", 401, "Nobody is signed in");
  public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "Not allowed");
  public static final ProblemType CROSS_SITE =
      new ProblemType("cross-site", 403, "The request comes from another site");
  public static final ProblemType NOT_FOUND =
      new ProblemType("not-found", 404, "There is no such thing");
  public static final ProblemType WRONG_METHOD =
      new ProblemType("wrong-method", 405, "That cannot be done here");
  public static final ProblemType CONFLICT =
      new ProblemType("conflict", 409, "It is so already, or in use");
  public static final ProblemType GONE = new ProblemType("gone", 410, "Used up or run out");
  public static final ProblemType STALE =
      new ProblemType("stale", 412, "Somebody changed it in the meantime");
  public static final ProblemType TOO_LARGE =
      new ProblemType("too-large", 413, "The request is too large");
  public static final ProblemType WRONG_MEDIA_TYPE =
      new ProblemType("wrong-media-type", 415, "The body is not JSON");
  public static final ProblemType WITHHELD =
      new ProblemType("withheld", 423, "Withheld for the moment");
  public static final ProblemType BAD_RANGE =
      new ProblemType("bad-range", 416, "The range is outside the file");
  public static final ProblemType MISDIRECTED =
      new ProblemType("misdirected", 421, "This is another site's address");
  public static final ProblemType INVALID = new ProblemType("invalid", 422, "That cannot be right");
  public static final ProblemType SLOW_DOWN = new ProblemType("slow-down", 429, "Too many tries");
  public static final ProblemType FAULT = new ProblemType("fault", 500, "A fault in Nightjar");
  public static final ProblemType UNSUPPORTED =
      new ProblemType("unsupported", 501, "Nightjar cannot do that");
  public static final ProblemType UNREACHABLE =
      new ProblemType("unreachable", 502, "The other side does not answer");
  public static final ProblemType BUSY =
      new ProblemType("busy", 503, "Too much of this is going on at once");
  public static final ProblemType DISK =
      new ProblemType("disk", 507, "The disk has no room, or fails");

  static final List<ProblemType> ALL =
      List.of(
          BAD_REQUEST,
          NOT_SIGNED_IN,
          FORBIDDEN,
          CROSS_SITE,
          NOT_FOUND,
          WRONG_METHOD,
          CONFLICT,
          GONE,
          STALE,
          TOO_LARGE,
          WRONG_MEDIA_TYPE,
          BAD_RANGE,
          MISDIRECTED,
          WITHHELD,
          INVALID,
          SLOW_DOWN,
          FAULT,
          UNSUPPORTED,
          UNREACHABLE,
          BUSY,
          DISK);

  private Problems() {}

  /// What a fault is to whoever asked. Where the fault lies inside Nightjar, its words stay in the log.
  static Problem of(Fault fault) {
    ProblemType type = type(fault.kind());
    return type.equals(FAULT)
        ? Problem.of(FAULT, "Something went wrong inside Nightjar.", "The log says what.")
        : Problem.of(type, String.valueOf(fault.getMessage()), fault.advice());
  }

  private static ProblemType type(Fault.Kind kind) {
    return switch (kind) {
      case INVALID -> INVALID;
      case NOT_FOUND -> NOT_FOUND;
      case WITHHELD -> WITHHELD;
      case BUSY, REFUSED -> CONFLICT;
      case UNSUPPORTED -> UNSUPPORTED;
      case UNREACHABLE, PROTOCOL -> UNREACHABLE;
      case UNAUTHENTICATED -> FORBIDDEN;
      case EXHAUSTED, DISK -> DISK;
      case CORRUPT -> FAULT;
    };
  }
}
