package nightjar.base.http;

import java.time.Duration;

/// What a stranger may cost.
///
/// @param connections at once, of which one address gets half
/// @param forgottenBytes of a refused body, read so that its sender sees the refusal; a few of a phone's pictures
/// @param head from a connection's first byte to the end of a request's head
/// @param body from then to the end of its body
/// @param idle without a byte in either direction
public record HttpLimits(
    int headBytes,
    int addressBytes,
    int bodyBytes,
    int strangerBodyBytes,
    int forgottenBytes,
    int connections,
    Duration head,
    Duration body,
    Duration idle,
    Duration socketIdle) {
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          16 << 10,
          8 << 10,
          1 << 20,
          32 << 10,
          64 << 20,
          2_048,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  public HttpLimits withTimes(Duration newHead, Duration newBody, Duration newIdle) {
    return new HttpLimits(
        headBytes,
        addressBytes,
        bodyBytes,
        strangerBodyBytes,
        forgottenBytes,
        connections,
        newHead,
        newBody,
        newIdle,
        socketIdle);
  }
}
