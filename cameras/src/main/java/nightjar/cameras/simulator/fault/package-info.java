/// What simulated cameras do wrong on demand, one small stage per fault.
@NullMarked
package nightjar.cameras.simulator.fault;

import org.jspecify.annotations.NullMarked;
