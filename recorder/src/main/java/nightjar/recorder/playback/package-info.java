/// Footage on its way to a player: clips of whole GOPs, frame times, pictures.
@NullMarked
package nightjar.recorder.playback;

import org.jspecify.annotations.NullMarked;
