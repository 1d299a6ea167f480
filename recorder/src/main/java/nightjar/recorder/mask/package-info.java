/// Privacy masks: what of a camera's picture nobody sees, and the one program that makes pictures without it.
@NullMarked
package nightjar.recorder.mask;

import org.jspecify.annotations.NullMarked;
