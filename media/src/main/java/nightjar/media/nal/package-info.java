/// What H.264 and H.265 share: NAL units gathered into access units, and sent again.
@NullMarked
package nightjar.media.nal;

import org.jspecify.annotations.NullMarked;
