/// The key beside the database: what must be read again is sealed with it, what must not be forged is signed.
@NullMarked
package nightjar.accounts.secret;

import org.jspecify.annotations.NullMarked;
