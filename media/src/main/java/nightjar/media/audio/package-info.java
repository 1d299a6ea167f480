/// AAC (RFC 3640, RFC 6416), G.711 (RFC 3551) and Opus (RFC 7587) in RTP.
@NullMarked
package nightjar.media.audio;

import org.jspecify.annotations.NullMarked;
