/// What several packages' tests share.
@NullMarked
package nightjar.media.testing;

import org.jspecify.annotations.NullMarked;
