/// The Info screen as a picture, the same wherever it is drawn.
@NullMarked
package nightjar.recovery.picture;

import org.jspecify.annotations.NullMarked;
