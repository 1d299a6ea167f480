/// The words of the store: cameras, streams, stretches of time, gaps and their causes.
@NullMarked
package nightjar.store.recording;

import org.jspecify.annotations.NullMarked;
