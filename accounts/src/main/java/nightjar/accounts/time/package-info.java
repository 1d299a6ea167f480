/// Time that no clock step can stretch.
@NullMarked
package nightjar.accounts.time;

import org.jspecify.annotations.NullMarked;
