/// Signing in to either of the portal's two sites.
@NullMarked
package nightjar.portal.door;

import org.jspecify.annotations.NullMarked;
