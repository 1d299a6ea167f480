/// What a good password is, and how one is kept.
@NullMarked
package nightjar.accounts.password;

import org.jspecify.annotations.NullMarked;
