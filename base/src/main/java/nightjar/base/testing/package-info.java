/// What tests of every module share.
@NullMarked
package nightjar.base.testing;

import org.jspecify.annotations.NullMarked;
