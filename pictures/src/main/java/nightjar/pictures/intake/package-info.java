/// From untrusted bytes to an upright picture without metadata; runs in the worker process.
@NullMarked
package nightjar.pictures.intake;

import org.jspecify.annotations.NullMarked;
