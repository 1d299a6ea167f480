/// What people change while the recorder runs: cameras, site, bookmarks, preferences; kept in one small database.
@NullMarked
package nightjar.recorder.settings;

import org.jspecify.annotations.NullMarked;
