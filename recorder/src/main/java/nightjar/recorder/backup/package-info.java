/// Settings, cameras and people taken out into one sealed file, and put back.
@NullMarked
package nightjar.recorder.backup;

import org.jspecify.annotations.NullMarked;
