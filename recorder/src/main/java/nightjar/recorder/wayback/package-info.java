/// The recorder's part of the way back in: its identity, its console's socket, and its accounts behind the recovery's interface.
@NullMarked
package nightjar.recorder.wayback;

import org.jspecify.annotations.NullMarked;
