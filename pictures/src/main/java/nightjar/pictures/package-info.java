/// The one door to reading photographs: uploads in, facts out, every pixel decoded in another process.
@NullMarked
package nightjar.pictures;

import org.jspecify.annotations.NullMarked;
