/// MP4 written and read: recording files, their repair, and any span as one file (ISO/IEC 14496-12, -14, -15).
@NullMarked
package nightjar.media.mp4;

import org.jspecify.annotations.NullMarked;
