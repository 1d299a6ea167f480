package nightjar.pictures.text;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.pictures.image.Bgr;

/// PaddleOCR's detection and recognition networks (version 4), on one thread.
/// Owned by the thread that reads.
final class Models implements AutoCloseable {
  private static final String FOLDER = "/nightjar/pictures/models/";

  /// What a network says: rows of numbers, the last of its dimensions the row.
  static final class Output {
    private final int rows;
    private final int columns;
    private final float[] values;

    Output(int rows, int columns, float[] values) {
      this.rows = rows;
      this.columns = columns;
      this.values = values;
    }

    int rows() {
      return rows;
    }

    int columns() {
      return columns;
    }

    float[] values() {
      return values;
    }
  }

  private final OrtEnvironment environment;
  private final OrtSession detection;
  private final OrtSession recognition;
  private final List<String> alphabet;

  private Models(
      OrtEnvironment environment,
      OrtSession detection,
      OrtSession recognition,
      List<String> alphabet) {
    this.environment = environment;
    this.detection = detection;
    this.recognition = recognition;
    this.alphabet = alphabet;
  }

  /// Empty when the program was built without them.
  static Optional<Models> load() {
    Optional<byte[]> det = resource("ch_PP-OCRv4_det_infer.onnx");
    Optional<byte[]> rec = resource("ch_PP-OCRv4_rec_infer.onnx");
    Optional<byte[]> keys = resource("ppocr_keys_v1.txt");
    if (det.isEmpty() || rec.isEmpty() || keys.isEmpty()) {
      return Optional.empty();
    }
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return Optional.of(
          new Models(
              environment,
              session(environment, det.get()),
              session(environment, rec.get()),
              new String(keys.get(), StandardCharsets.UTF_8).lines().toList()));
    } catch (OrtException e) {
      throw new IllegalStateException("the models cannot be loaded", e);
    }
  }

  private static OrtSession session(OrtEnvironment environment, byte[] model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // The arena keeps the largest picture's buffers for ever; without it memory goes back after
      // each.
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      return environment.createSession(model, options);
    }
  }

  private static Optional<byte[]> resource(String name) {
    try (InputStream in = Models.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Class `i` of the recognition; class 0 is "nothing", and the one after the last is a space.
  List<String> alphabet() {
    return alphabet;
  }

  /// How likely each pixel is text. Width and height must be multiples of 32.
  Output detect(Bgr picture) {
    return run(
        detection,
        picture,
        new float[] {0.485f, 0.456f, 0.406f},
        new float[] {0.229f, 0.224f, 0.225f});
  }

  /// Per step from left to right, how likely each class is. The height must be 48.
  Output recognise(Bgr line) {
    float[] half = {0.5f, 0.5f, 0.5f};
    return run(recognition, line, half, half);
  }

  private Output run(OrtSession session, Bgr picture, float[] mean, float[] deviation) {
    int n = picture.width() * picture.height();
    FloatBuffer in =
        ByteBuffer.allocateDirect(12 * n).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < n; i++) {
        in.put(c * n + i, ((picture.pixels()[i * 3 + c] & 0xff) / 255f - mean[c]) / deviation[c]);
      }
    }
    long[] shape = {1, 3, picture.height(), picture.width()};
    String name = session.getInputNames().iterator().next();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, in, shape);
        OrtSession.Result result = session.run(Map.of(name, tensor))) {
      OnnxTensor out = (OnnxTensor) result.get(0);
      FloatBuffer numbers = out.getFloatBuffer();
      float[] values = new float[numbers.remaining()];
      numbers.get(values);
      long[] dimensions = out.getInfo().getShape();
      int columns = (int) dimensions[dimensions.length - 1];
      return new Output(values.length / columns, columns, values);
    } catch (OrtException e) {
      throw new IllegalStateException("the network failed", e);
    }
  }

  @Override
  public void close() {
    try {
      detection.close();
      recognition.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
