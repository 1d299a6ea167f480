/// Recording files encrypted on the disk, and the keys without which they are noise.
@NullMarked
package nightjar.store.crypt;

import org.jspecify.annotations.NullMarked;
