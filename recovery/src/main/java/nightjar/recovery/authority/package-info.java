/// The vendor end: verifies approvals and rules itself, derives temporary passwords, and remembers only its audit chain.
@NullMarked
package nightjar.recovery.authority;

import org.jspecify.annotations.NullMarked;
