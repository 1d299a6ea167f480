/// Photographs of screens and labels made by arithmetic, for tests, benchmarks and the demo.
@NullMarked
package nightjar.pictures.simulated;

import org.jspecify.annotations.NullMarked;
