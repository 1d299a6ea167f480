/// What was found on a photograph, as plain records that can be stored.
@NullMarked
package nightjar.pictures.reading;

import org.jspecify.annotations.NullMarked;
