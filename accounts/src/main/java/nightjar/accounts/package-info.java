/// Who may do what: people, passwords, second factors, sessions, tokens, audit. No word of cameras but their names.
@NullMarked
package nightjar.accounts;

import org.jspecify.annotations.NullMarked;
