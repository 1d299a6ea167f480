/// Slowing those who guess, without locking out those who own.
@NullMarked
package nightjar.accounts.throttle;

import org.jspecify.annotations.NullMarked;
