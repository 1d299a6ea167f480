/// From frames to durable footage: fragments cut on the camera's thread, written, synced and committed on the disk's.
@NullMarked
package nightjar.store.write;

import org.jspecify.annotations.NullMarked;
