/// The RTSP client: one session with one camera, from DESCRIBE to TEARDOWN.
@NullMarked
package nightjar.media.rtsp;

import org.jspecify.annotations.NullMarked;
