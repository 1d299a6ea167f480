/// The recorder's end of the console's socket.
@NullMarked
package nightjar.recovery.console.server;

import org.jspecify.annotations.NullMarked;
