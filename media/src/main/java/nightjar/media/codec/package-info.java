/// What decoders must know before the first frame.
@NullMarked
package nightjar.media.codec;

import org.jspecify.annotations.NullMarked;
