/// What a person sees when something is wrong: hostile cameras, mistyped addresses, folders that cannot be recorded into.
@NullMarked
package nightjar.e2e.badinput;

import org.jspecify.annotations.NullMarked;
