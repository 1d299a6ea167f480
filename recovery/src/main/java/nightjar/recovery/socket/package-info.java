/// Bounded lines over Unix domain sockets that only their owner can open.
@NullMarked
package nightjar.recovery.socket;

import org.jspecify.annotations.NullMarked;
