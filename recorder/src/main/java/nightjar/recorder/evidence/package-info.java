/// Exports that prove themselves: a signed statement in the file, and the check that needs no recorder.
@NullMarked
package nightjar.recorder.evidence;

import org.jspecify.annotations.NullMarked;
