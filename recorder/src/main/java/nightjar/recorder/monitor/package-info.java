/// Live pictures for the monitor of the machine itself, over a private Unix socket.
@NullMarked
package nightjar.recorder.monitor;

import org.jspecify.annotations.NullMarked;
