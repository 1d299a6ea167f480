/// The console on a monitor: a browser that is reached by two pipes and reaches nothing but the recorder's own socket.
@NullMarked
package nightjar.cli.kiosk;

import org.jspecify.annotations.NullMarked;
