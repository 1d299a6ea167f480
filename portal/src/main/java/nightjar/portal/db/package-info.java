/// PostgreSQL, the portal's own or somebody's.
@NullMarked
package nightjar.portal.db;

import org.jspecify.annotations.NullMarked;
