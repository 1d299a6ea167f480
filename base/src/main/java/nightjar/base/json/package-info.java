/// JSON in and out.
@NullMarked
package nightjar.base.json;

import org.jspecify.annotations.NullMarked;
