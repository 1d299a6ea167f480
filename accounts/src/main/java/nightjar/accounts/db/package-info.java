/// Where accounts are kept: one seam, plain SQL, SQLite.
@NullMarked
package nightjar.accounts.db;

import org.jspecify.annotations.NullMarked;
