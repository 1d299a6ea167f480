package nightjar.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTest {
  /// Written down again rather than asked of the class.
  private static final Set<State> SHOWN_OR_OVER =
      EnumSet.of(
          State.REVEALED,
          State.REPORTED_USED,
          State.EXPIRED,
          State.REJECTED,
          State.VETOED,
          State.REVOKED);

  @ParameterizedTest
  @EnumSource(State.class)
  void acceptance17_everyStateBeforeTheCodeIsShownCanBeVetoedAndNoneAfter(State state) {
    assertThat(state.next().contains(State.VETOED)).isEqualTo(!SHOWN_OR_OVER.contains(state));
    assertThat(state.stoppable()).isEqualTo(!SHOWN_OR_OVER.contains(state));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void noCodeIsShownButFromReadyOrAgain(State state) {
    boolean shown = state == State.READY || state == State.REVEALED;
    assertThat(state.next().contains(State.REVEALED)).isEqualTo(shown);
  }
}
