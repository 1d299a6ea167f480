/// One camera kept playing: tries, waits, and says how it is.
@NullMarked
package nightjar.cameras.session;

import org.jspecify.annotations.NullMarked;
