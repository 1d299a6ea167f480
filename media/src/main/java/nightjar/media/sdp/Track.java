package nightjar.media.sdp;

import java.util.OptionalDouble;
import nightjar.media.rtp.Encoding;

/// A part of a presentation that is recorded.
///
/// @param url the request URI of its SETUP, without credentials
/// @param frameRate pictures per second as claimed: a hint only, cameras lie
public record Track(Encoding encoding, String url, OptionalDouble frameRate) {}
