package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random lives of a store: see [Simulation] for what is asserted in each.
class SimulationTest {
  @Test
  void noScheduleOfFaultsLosesWhatWasDurable() {
    run(1, 300);
  }

  @Test
  @Tag("slow")
  void noScheduleOfTenThousandLosesWhatWasDurable() {
    run(1_000_000, 10_000);
  }

  private static void run(long firstSeed, int schedules) {
    int crashes = 0;
    int returns = 0;
    long frames = 0;
    for (long seed = firstSeed; seed < firstSeed + schedules; seed++) {
      Simulation simulation = new Simulation(seed);
      try {
        simulation.run(12);
      } catch (Throwable e) {
        throw new AssertionError(
            "seed " + seed + ": " + e.getMessage() + "\n" + simulation.trace, e);
      }
      crashes += simulation.crashes;
      returns += simulation.returns;
      frames += simulation.framesFound;
    }
    assertThat(crashes).isGreaterThan(schedules / 2);
    assertThat(returns).as("disks that came back").isGreaterThan(schedules / 20);
    assertThat(frames).isGreaterThan(schedules * 50L);
  }
}
