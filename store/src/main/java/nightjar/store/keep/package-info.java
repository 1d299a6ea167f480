/// What is kept and what expires: retention, evidence locks, leases of readers.
@NullMarked
package nightjar.store.keep;

import org.jspecify.annotations.NullMarked;
