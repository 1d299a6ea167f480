/// What a simulated camera shows: frames from a source, cut into RTP packets once for all who watch.
@NullMarked
package nightjar.cameras.simulator.program;

import org.jspecify.annotations.NullMarked;
