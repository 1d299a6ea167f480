/// Tools without a camera word in them.
@NullMarked
package nightjar.base;

import org.jspecify.annotations.NullMarked;
