/// Recordings held against independent programs: what they send us, and what they make of our files.
@NullMarked
package nightjar.e2e.agreement;

import org.jspecify.annotations.NullMarked;
