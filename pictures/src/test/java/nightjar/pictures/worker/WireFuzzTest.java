package nightjar.pictures.worker;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import nightjar.base.Fault;

class WireFuzzTest {
  /// A worker that was taken over may say anything.
  @FuzzTest(maxDuration = "60s")
  void anyAnswerIsReadOrRefused(byte[] bytes) {
    try {
      Wire.answer(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | Fault e) {
      // Refused.
    }
  }
}
