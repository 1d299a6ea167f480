package nightjar.cameras.scene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;

/// A synthetic camera's stream as an Annex B file, and the pictures its encoder says it holds.
final class Recording {
  static final long START = 1_800_000_000_000_000L;

  final SceneFormat format;
  final List<byte[]> frames = new ArrayList<>();
  final List<Boolean> syncs = new ArrayList<>();
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final ByteArrayOutputStream pictures = new ByteArrayOutputStream();

  /// Records `count` frames; with `mirrored` the encoder keeps the pictures too.
  Recording(Backdrop backdrop, int camera, int count, boolean mirrored) {
    format = backdrop.format;
    Raster mirror = mirrored ? new Raster(backdrop.layout.columns(), backdrop.layout.rows()) : null;
    SceneEncoder encoder = new SceneEncoder(backdrop, camera, "Camera " + camera, mirror);
    for (Bytes set : parameterSets(encoder.config())) {
      nal(set.toArray());
    }
    ByteBuffer out = ByteBuffer.allocateDirect(encoder.maxFrameBytes());
    for (int i = 0; i < count; i++) {
      out.clear();
      syncs.add(encoder.encode(i, wall(i), out));
      byte[] sample = new byte[out.position()];
      out.get(0, sample);
      frames.add(sample);
      ByteBuffer units = ByteBuffer.wrap(sample);
      while (units.hasRemaining()) {
        byte[] unit = new byte[units.getInt()];
        units.get(unit);
        nal(unit);
      }
      if (mirror != null) {
        crop(mirror.y, mirror.stride, format.width(), format.height());
        crop(mirror.cb, mirror.stride / 2, format.width() / 2, format.height() / 2);
        crop(mirror.cr, mirror.stride / 2, format.width() / 2, format.height() / 2);
      }
    }
  }

  long wall(int frame) {
    return START + frame * 1_000_000L / format.framesPerSecond();
  }

  /// All pictures, yuv420p, one after the other.
  byte[] pictures() {
    return pictures.toByteArray();
  }

  Path write(Path directory) {
    try {
      String name = "scene." + (format.codec() == SceneFormat.Codec.H264 ? "h264" : "h265");
      return Files.write(directory.resolve(name), stream.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Bytes> parameterSets(CodecConfig.Video config) {
    List<Bytes> sets = new ArrayList<>();
    switch (config) {
      case CodecConfig.Avc avc -> {
        sets.addAll(avc.sps());
        sets.addAll(avc.pps());
      }
      case CodecConfig.Hevc hevc -> {
        sets.addAll(hevc.vps());
        sets.addAll(hevc.sps());
        sets.addAll(hevc.pps());
      }
    }
    return sets;
  }

  private void nal(byte[] unit) {
    stream.writeBytes(new byte[] {0, 0, 0, 1});
    stream.writeBytes(unit);
  }

  private void crop(byte[] plane, int stride, int width, int height) {
    for (int y = 0; y < height; y++) {
      pictures.write(plane, y * stride, width);
    }
  }
}
