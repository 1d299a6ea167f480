/// Events for the operator's log.
@NullMarked
package nightjar.base.log;

import org.jspecify.annotations.NullMarked;
