/// Passkeys (W3C Web Authentication Level 3): what is asked of a browser and whether its answer holds.
@NullMarked
package nightjar.accounts.passkey;

import org.jspecify.annotations.NullMarked;
