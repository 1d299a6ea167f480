/// The wire between the recorder and the person standing at it: a Unix domain socket with a line of JSON each way.
@NullMarked
package nightjar.recovery.console;

import org.jspecify.annotations.NullMarked;
