/// Grey pixels and what is measured on them.
@NullMarked
package nightjar.pictures.image;

import org.jspecify.annotations.NullMarked;
