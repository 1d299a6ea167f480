package nightjar.media.sdp;

/// RFC 8866, 6.7. As said in an answer to DESCRIBE: `SENDONLY` marks what the recorder would send (a backchannel).
public enum Direction {
  SENDRECV,
  SENDONLY,
  RECVONLY,
  INACTIVE
}
