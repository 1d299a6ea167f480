/// Live streams for other systems: an RTSP server with credentials of its own, fed from the frames that are recorded.
@NullMarked
package nightjar.recorder.restream;

import org.jspecify.annotations.NullMarked;
