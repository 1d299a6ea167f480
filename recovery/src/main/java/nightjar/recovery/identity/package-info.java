/// Who a device is: model number, device ID, serial number, and the keys that were born on it.
@NullMarked
package nightjar.recovery.identity;

import org.jspecify.annotations.NullMarked;
