/// HTTP: a small typed router over Jetty that writes its own OpenAPI document, and the limits that keep a stranger harmless.
@NullMarked
package nightjar.base.http;

import org.jspecify.annotations.NullMarked;
