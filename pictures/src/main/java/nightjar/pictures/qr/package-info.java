/// QR codes on photographs of screens and labels.
@NullMarked
package nightjar.pictures.qr;

import org.jspecify.annotations.NullMarked;
