/// The worker process: the only one that decodes pictures.
@NullMarked
package nightjar.pictures.worker;

import org.jspecify.annotations.NullMarked;
