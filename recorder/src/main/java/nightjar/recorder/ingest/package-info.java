/// Where cameras and store meet: a camera's frames become recordings, its troubles gaps.
@NullMarked
package nightjar.recorder.ingest;

import org.jspecify.annotations.NullMarked;
