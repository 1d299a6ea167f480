/// RTSP/1.0 messages as bytes and back, for both ends (RFC 2326; names of RFC 7826).
@NullMarked
package nightjar.media.rtsp.message;

import org.jspecify.annotations.NullMarked;
