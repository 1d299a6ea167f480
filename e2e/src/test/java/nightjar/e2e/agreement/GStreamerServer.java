package nightjar.e2e.agreement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// An RTSP server that nobody here wrote: gst-rtsp-server, driven by a script of a few lines. Owned by its test.
final class GStreamerServer implements AutoCloseable {
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");
  private static final String IMPORTS =
      "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer";

  private final Process process;
  private final int port;

  /// @param pipelines path to launch line
  GStreamerServer(Path folder, Map<String, String> pipelines) throws IOException {
    this(folder, pipelines, List.of());
  }

  /// @param options of the script, such as `--tls PEM`
  GStreamerServer(Path folder, Map<String, String> pipelines, List<String> options)
      throws IOException {
    String python = python();
    Path script = folder.resolve("rtsp_server.py");
    try (InputStream text =
        Objects.requireNonNull(GStreamerServer.class.getResourceAsStream("rtsp_server.py"))) {
      Files.copy(text, script);
    }
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(options);
    pipelines.forEach((path, launch) -> command.add(path + "=" + launch));
    process = new ProcessBuilder(command).redirectError(folder.resolve("gst.log").toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError(Files.readString(folder.resolve("gst.log")));
    }
    port = Integer.parseInt(line);
  }

  private static String python() {
    for (String python : PYTHONS) {
      boolean found =
          python.startsWith("/") ? Files.exists(Path.of(python)) : Program.find(python).isPresent();
      if (found && Program.run(List.of(python, "-c", IMPORTS)).status() == 0) {
        return python;
      }
    }
    Assumptions.abort("no gst-rtsp-server with Python here");
    throw new AssertionError();
  }

  String url(String path) {
    return "rtsp://127.0.0.1:" + port + "/" + path;
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
