/// Basic and Digest authentication (RFC 7617, RFC 7616, RFC 2069), for the side that answers and the side that asks.
@NullMarked
package nightjar.media.rtsp.auth;

import org.jspecify.annotations.NullMarked;
