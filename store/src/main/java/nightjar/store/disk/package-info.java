/// The disk as the store sees it: files, directories, syncs; and its hostile twin for tests.
@NullMarked
package nightjar.store.disk;

import org.jspecify.annotations.NullMarked;
