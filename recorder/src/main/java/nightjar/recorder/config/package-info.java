/// The recorder's configuration file: one record per area, every key optional unless said, unknown keys refused.
@NullMarked
package nightjar.recorder.config;

import org.jspecify.annotations.NullMarked;
