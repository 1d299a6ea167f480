/// Is this machine, and this data folder, fit to record: one check after another, each with what to do.
@NullMarked
package nightjar.cli.doctor;

import org.jspecify.annotations.NullMarked;
