/// The network video recorder: [nightjar.recorder.Recorder] wires it on one page.
@NullMarked
package nightjar.recorder;

import org.jspecify.annotations.NullMarked;
