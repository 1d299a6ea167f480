/// A stream's newest frames in memory, handed to whoever watches, and never a reason to wait for whoever records.
@NullMarked
package nightjar.recorder.feed;

import org.jspecify.annotations.NullMarked;
