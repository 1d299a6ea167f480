/// Synthetic cameras' pictures and sound: real H.264 and H.265 made in plain Java, with a clock that can be read back.
@NullMarked
package nightjar.cameras.scene;

import org.jspecify.annotations.NullMarked;
