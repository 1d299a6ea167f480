package nightjar.cameras.simulator;

import nightjar.media.rtsp.message.RtspRequest;

/// What a connection tells of its client.
interface ConnectionOwner {
  /// A request; true when it was taken, false when it shall be asked again after [Connection#resume].
  boolean request(Connection connection, RtspRequest request);

  /// Something else that shows the client lives: RTCP in the connection, or an answer to us.
  void heard(Connection connection);

  /// Closed, by whichever side.
  void gone(Connection connection);
}
