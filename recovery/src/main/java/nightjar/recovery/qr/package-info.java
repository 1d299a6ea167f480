/// QR codes as grids of modules, and as characters of a terminal.
@NullMarked
package nightjar.recovery.qr;

import org.jspecify.annotations.NullMarked;
