/// Who did what, in a chain that shows tampering.
@NullMarked
package nightjar.accounts.audit;

import org.jspecify.annotations.NullMarked;
