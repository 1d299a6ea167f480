package nightjar.media.rtsp;

import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.rtsp.message.RtspResponse;
import org.jspecify.annotations.Nullable;

/// Where in which conversation something happened: every fault of a session says it. Owned by the session's thread.
final class Where {
  private final String camera;
  private String connection;
  private long at;

  Where(String camera, String connection) {
    this.camera = camera;
    this.connection = connection;
  }

  void connection(String connection) {
    this.connection = connection;
  }

  long at() {
    return at;
  }

  void received(int bytes) {
    at += bytes;
  }

  Fault fault(Fault.Kind kind, String what, String advice) {
    return fault(kind, what, advice, Bytes.empty());
  }

  /// `bytes`: what stood there, at most 64 of them are shown.
  Fault fault(Fault.Kind kind, String what, String advice, Bytes bytes) {
    return Fault.of(kind, text(what) + (bytes.isEmpty() ? "" : " bytes=" + bytes), advice);
  }

  Fault fault(Fault.Kind kind, String what, String advice, Throwable cause) {
    return Fault.of(kind, text(what) + why(cause), advice, cause);
  }

  /// The same fault, with its place.
  Fault place(Fault fault) {
    return Fault.of(fault.kind(), text(String.valueOf(fault.getMessage())), fault.advice(), fault);
  }

  /// The camera said no.
  Fault refused(String method, RtspResponse response) {
    String said = method + " answered " + response.status() + " " + response.reason();
    return switch (response.status()) {
      case 404 ->
          fault(
              Fault.Kind.NOT_FOUND,
              said,
              "There is no such stream: check the path in the camera's address.");
      case 461 ->
          fault(
              Fault.Kind.UNSUPPORTED,
              said,
              "The camera does not send this way: allow TCP and UDP.");
      case 301, 302, 303, 305 ->
          fault(
              Fault.Kind.UNSUPPORTED,
              said + ", to " + response.headers().first("Location").orElse("nowhere"),
              "Record from that address instead, if it is your camera's.");
      case 400, 405, 455, 457, 459, 501, 505, 551 ->
          fault(
              Fault.Kind.PROTOCOL,
              said,
              "The camera does not understand us; update its firmware, or report its model.");
      case 403 ->
          fault(
              Fault.Kind.REFUSED,
              said,
              "Give this user the right to watch live video, and look for a list of allowed addresses in the camera.");
      case 500 ->
          fault(
              Fault.Kind.REFUSED,
              said,
              "The camera failed: restart it, check the path in its address, and update its firmware.");
      default ->
          fault(
              Fault.Kind.REFUSED,
              said,
              "The camera is busy or has no free session: close other viewers, or lower its load.");
    };
  }

  private static String why(@Nullable Throwable cause) {
    String message = cause == null ? null : cause.getMessage();
    return message == null ? "" : " (" + message + ")";
  }

  String text(String what) {
    return "camera=" + camera + ": " + what + "; conn=" + connection + " at=" + at;
  }
}
