/// The portal: where the owner who lost the password asks, people check, and the temporary password is shown once.
@NullMarked
package nightjar.portal;

import org.jspecify.annotations.NullMarked;
