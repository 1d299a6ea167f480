/// The console on a monitor: a real recorder, a real browser, a real authority, a mouse.
@NullMarked
package nightjar.e2e.console;

import org.jspecify.annotations.NullMarked;
