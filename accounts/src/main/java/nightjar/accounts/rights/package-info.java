/// The decision: may this subject do this, there, now.
@NullMarked
package nightjar.accounts.rights;

import org.jspecify.annotations.NullMarked;
