/// Starting, stopping and waiting for work.
@NullMarked
package nightjar.base.tasks;

import org.jspecify.annotations.NullMarked;
