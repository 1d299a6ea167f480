/// One look at a camera before anything is saved.
@NullMarked
package nightjar.recorder.probe;

import org.jspecify.annotations.NullMarked;
