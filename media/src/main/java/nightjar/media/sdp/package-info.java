/// What a camera says it can stream (SDP, RFC 8866), and which of it is recorded.
@NullMarked
package nightjar.media.sdp;

import org.jspecify.annotations.NullMarked;
