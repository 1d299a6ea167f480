/// RTP and RTCP (RFC 3550): packets, sequence, time.
@NullMarked
package nightjar.media.rtp;

import org.jspecify.annotations.NullMarked;
