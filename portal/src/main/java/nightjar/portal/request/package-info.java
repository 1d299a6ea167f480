/// A request for a way back in: its states, checks, approvals, and what the owner is told.
@NullMarked
package nightjar.portal.request;

import org.jspecify.annotations.NullMarked;
