/// The few keys and curves of RC/1 in their raw forms; every algorithm itself is the JDK’s.
@NullMarked
package nightjar.recovery.crypto;

import org.jspecify.annotations.NullMarked;
