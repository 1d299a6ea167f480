/// The owner's site.
@NullMarked
package nightjar.portal.api;

import org.jspecify.annotations.NullMarked;
