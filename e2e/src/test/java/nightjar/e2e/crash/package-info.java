/// The promise of docs/design/architecture.md, kept or broken by whole programs: kill them, fill and pull their disk, step their clock.
@NullMarked
package nightjar.e2e.crash;

import org.jspecify.annotations.NullMarked;
