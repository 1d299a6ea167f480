/// The label on the recorder: what `nightjar sticker` prints.
@NullMarked
package nightjar.cli.sticker;

import org.jspecify.annotations.NullMarked;
