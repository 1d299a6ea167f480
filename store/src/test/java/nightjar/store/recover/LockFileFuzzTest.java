package nightjar.store.recover;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.EnumSet;
import nightjar.base.Fault;

class LockFileFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anythingIsAListOfLocksOrAFault(byte[] bytes) {
    try {
      assertThat(LockFile.parse(bytes)).isNotNull();
    } catch (Fault e) {
      assertThat(e.kind())
          .isIn(EnumSet.of(Fault.Kind.CORRUPT, Fault.Kind.UNSUPPORTED, Fault.Kind.INVALID));
    }
  }
}
