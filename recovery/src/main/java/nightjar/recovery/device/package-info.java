/// The device end of the way back in: one state machine, its state on disk, and nothing that knows a network.
@NullMarked
package nightjar.recovery.device;

import org.jspecify.annotations.NullMarked;
