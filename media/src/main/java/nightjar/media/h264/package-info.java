/// H.264 in RTP (RFC 6184) and its parameter sets (ITU-T H.264, 7.3).
@NullMarked
package nightjar.media.h264;

import org.jspecify.annotations.NullMarked;
