/// Signals with reasons about two photographs, a form and a registry; never a verdict.
@NullMarked
package nightjar.pictures.check;

import org.jspecify.annotations.NullMarked;
