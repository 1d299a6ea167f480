/// Footage found and read: spans of a stream, timelines, what is missing and why.
@NullMarked
package nightjar.store.read;

import org.jspecify.annotations.NullMarked;
