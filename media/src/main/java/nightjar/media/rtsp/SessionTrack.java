package nightjar.media.rtsp;

import nightjar.media.rtp.Encoding;

/// One track a session plays; 0 is the video.
public record SessionTrack(int index, boolean video, Encoding encoding) {}
