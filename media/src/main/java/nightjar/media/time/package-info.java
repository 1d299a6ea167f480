/// Decoding and presentation times made from RTP timestamps.
@NullMarked
package nightjar.media.time;

import org.jspecify.annotations.NullMarked;
