/// Clocks, injected everywhere.
@NullMarked
package nightjar.base.time;

import org.jspecify.annotations.NullMarked;
