/// Frames and the memory they live in.
@NullMarked
package nightjar.media.frame;

import org.jspecify.annotations.NullMarked;
