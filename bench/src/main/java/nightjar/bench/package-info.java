/// Benchmarks: whole programs beside their peers in the same run, printed as tables.
@NullMarked
package nightjar.bench;

import org.jspecify.annotations.NullMarked;
