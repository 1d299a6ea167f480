/// The command line: words in, one program or tool started, exit code out.
@NullMarked
package nightjar.cli;

import org.jspecify.annotations.NullMarked;
