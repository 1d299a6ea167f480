package nightjar.media.rtsp;

import nightjar.media.rtsp.message.RtspUrl;

/// Which stream to play. `camera` is what faults and threads call it.
public record RtspTarget(String camera, RtspUrl url) {}
