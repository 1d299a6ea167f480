/// Second factors: codes of an authenticator app, and recovery codes.
@NullMarked
package nightjar.accounts.factor;

import org.jspecify.annotations.NullMarked;
