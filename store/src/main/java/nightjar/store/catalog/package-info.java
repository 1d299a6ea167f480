/// What is recorded where: one SQLite database beside the files, which it can be rebuilt from.
@NullMarked
package nightjar.store.catalog;

import org.jspecify.annotations.NullMarked;
