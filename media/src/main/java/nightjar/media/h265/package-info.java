/// H.265 in RTP (RFC 7798) and its parameter sets (ITU-T H.265, 7.3).
@NullMarked
package nightjar.media.h265;

import org.jspecify.annotations.NullMarked;
