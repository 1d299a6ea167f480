package nightjar.recorder.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import nightjar.base.Fault;

class MessageFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsMessagesOrRefuses(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    var again = new ByteArrayOutputStream();
    try {
      Optional<Message> next = Message.read(in);
      while (next.isPresent()) {
        Message.write(again, next.get().kind(), next.get().payload().buffer());
        next = Message.read(in);
      }
    } catch (Fault refused) {
      assertThat(refused.kind()).isEqualTo(Fault.Kind.PROTOCOL);
    }
    assertThat(again.toByteArray()).isEqualTo(Arrays.copyOf(bytes, again.size()));
  }
}
