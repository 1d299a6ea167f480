/// The on-screen menu in a terminal: pages, keys, mouse. [nightjar.cli.console.ConsoleMenu] has no terminal and is tested without one.
@NullMarked
package nightjar.cli.console;

import org.jspecify.annotations.NullMarked;
