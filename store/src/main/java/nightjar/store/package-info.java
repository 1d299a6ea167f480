/// Recordings on disk: write, find, read, expire, check, repair. Start at [nightjar.store.Store].
@NullMarked
package nightjar.store;

import org.jspecify.annotations.NullMarked;
