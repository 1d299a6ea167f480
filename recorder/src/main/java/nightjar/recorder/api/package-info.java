/// The recorder's HTTP API, as docs/design/http-api.md says: one class for each group of routes.
@NullMarked
package nightjar.recorder.api;

import org.jspecify.annotations.NullMarked;
