/// Opaque secrets that a browser, a person or a program holds.
@NullMarked
package nightjar.accounts.token;

import org.jspecify.annotations.NullMarked;
