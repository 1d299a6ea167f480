/// Bits of H.264, H.265 and AAC headers.
@NullMarked
package nightjar.media.bits;

import org.jspecify.annotations.NullMarked;
