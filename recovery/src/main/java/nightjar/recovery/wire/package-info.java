/// What travels between device, person and authority: symbols, codes, transcripts, the QR payload. Byte layouts: docs/design/recovery.md.
@NullMarked
package nightjar.recovery.wire;

import org.jspecify.annotations.NullMarked;
