/// Simulated IP cameras: an RTSP server with many cameras in one cheap process, and faults on demand.
@NullMarked
package nightjar.cameras.simulator;

import org.jspecify.annotations.NullMarked;
