/// The review desk's site.
@NullMarked
package nightjar.portal.review;

import org.jspecify.annotations.NullMarked;
