package nightjar.recorder.evidence;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import nightjar.base.Fault;

class SealFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void parse(byte[] box) {
    Optional<Seal> seal = Seal.parse(box);
    if (seal.isPresent()) {
      if (!Arrays.equals(seal.get().box(), box)) {
        throw new AssertionError("read and written it is another one");
      }
      try {
        seal.get().read();
      } catch (Fault notAStatement) {
        // anybody may write anything there
      }
    }
  }
}
