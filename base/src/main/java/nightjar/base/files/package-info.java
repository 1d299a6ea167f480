/// Small files that only their owner may read, replaced whole or not at all.
@NullMarked
package nightjar.base.files;

import org.jspecify.annotations.NullMarked;
