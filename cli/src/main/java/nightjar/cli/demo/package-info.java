/// What a demo needs besides a recorder: cameras that look like places, and a past.
@NullMarked
package nightjar.cli.demo;

import org.jspecify.annotations.NullMarked;
