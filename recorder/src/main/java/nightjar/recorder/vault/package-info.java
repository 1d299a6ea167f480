/// Footage after a password was replaced with the maker's help: withheld for three days, or erased.
@NullMarked
package nightjar.recorder.vault;

import org.jspecify.annotations.NullMarked;
