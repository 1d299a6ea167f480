package nightjar.cameras.scene;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class ClockReaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyPictureIsReadWithoutHarm(FuzzedDataProvider data) {
    int width = data.consumeInt(0, 700);
    int height = data.consumeInt(0, 200);
    int stride = width + data.consumeInt(0, 64);
    byte[] luma = new byte[stride * height];
    byte[] given = data.consumeRemainingAsBytes();
    for (int i = 0; i < luma.length && given.length > 0; i++) {
      luma[i] = given[i % given.length];
    }
    ClockReader.read(luma, stride, width, height);
  }
}
