/// Live pictures for browsers: each frame wrapped once as fragmented MP4, however many watch it.
@NullMarked
package nightjar.recorder.live;

import org.jspecify.annotations.NullMarked;
