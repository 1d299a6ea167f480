/// From what a crash left to a store that is whole: the tail taken in at start, the catalog made anew from the files.
@NullMarked
package nightjar.store.recover;

import org.jspecify.annotations.NullMarked;
