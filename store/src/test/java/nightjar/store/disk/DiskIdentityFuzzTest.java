package nightjar.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import nightjar.base.Fault;

class DiskIdentityFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anythingIsAnIdentityOrAFault(byte[] bytes) {
    try {
      DiskIdentity identity = DiskIdentity.parse(ByteBuffer.wrap(bytes));
      assertThat(identity.disk()).hasSize(32);
      assertThat(identity.format()).isNotNegative();
    } catch (Fault e) {
      assertThat(e.kind()).isEqualTo(Fault.Kind.CORRUPT);
    }
  }
}
