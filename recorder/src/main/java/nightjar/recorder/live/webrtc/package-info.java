/// Live pictures by WebRTC: ICE-lite, DTLS, SRTP and RTP towards one browser each, over one UDP port.
@NullMarked
package nightjar.recorder.live.webrtc;

import org.jspecify.annotations.NullMarked;
