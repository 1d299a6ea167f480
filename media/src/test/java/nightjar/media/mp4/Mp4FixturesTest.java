package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nightjar.base.Fault;
import nightjar.base.testing.Fixtures;
import nightjar.media.codec.CodecConfig;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our reader against `ffprobe` on other people's files: the same tracks, and of each sample the same place, size and times.
class Mp4FixturesTest {
  /// What `ffprobe` calls the codings we read.
  private static final Map<String, Class<? extends CodecConfig>> CODECS =
      Map.of(
          "h264", CodecConfig.Avc.class,
          "hevc", CodecConfig.Hevc.class,
          "aac", CodecConfig.Aac.class,
          "opus", CodecConfig.Opus.class,
          "pcm_alaw", CodecConfig.G711.class,
          "pcm_mulaw", CodecConfig.G711.class);

  private static final String ENCRYPTED = "encv or enca: we could not play it, so we refuse it";

  /// Where we differ from `ffprobe` on purpose, and why.
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("sample_fragmented_sgpd_v2.mp4", ENCRYPTED),
          Map.entry("sample_fragmented_variable_length_sgpd.mp4", ENCRYPTED),
          Map.entry("cmd/mp4ff-decrypt/testdata/PIFF/audio/init.mp4", ENCRYPTED),
          Map.entry("cmd/mp4ff-decrypt/testdata/PIFF/video/complseg-1.0001.mp4", ENCRYPTED),
          Map.entry("mp4/testdata/cbcs.mp4", ENCRYPTED),
          Map.entry("mp4/testdata/cbcs_audio.mp4", ENCRYPTED),
          Map.entry("mp4/testdata/init_cenc.cmfv", ENCRYPTED),
          Map.entry("mp4/testdata/prog_8s_enc_dashinit.mp4", ENCRYPTED),
          Map.entry(
              "sample_fragmented_uuid.mp4",
              "encrypted under a plain sample entry: ffprobe looks into the pictures for its sync flag"),
          Map.entry(
              "examples/add-sidx/testdata/clear_with_enc_boxes.mp4",
              "ffprobe fails at boxes about encryption that we skip"));

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"mp4/androidx_media", "mp4/mp4ff", "mp4/moonfire"})
  void readsWhatFfprobeReads(String folder) throws IOException {
    Ffmpeg.assumeInstalled();
    Path root = Fixtures.find(folder).orElse(null);
    Assumptions.assumeTrue(root != null, "no fixtures here");
    Map<String, String> differences = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Mp4FixturesTest::isMovie).sorted().toList()) {
        String difference = difference(file);
        String name = root.relativize(file).toString();
        if (!difference.isEmpty() && !EXCEPTIONS.containsKey(name)) {
          differences.put(name, difference);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static boolean isMovie(Path file) {
    return file.getFileName().toString().matches("(?i).*\\.(mp4|mov|m4a|m4v|m4s|3gp|cmfv|cmfa)");
  }

  private static String difference(Path file) throws IOException {
    Map<Integer, List<String>> theirs = theirs(file);
    Map<Integer, List<String>> ours = ours(file);
    if (!theirs.keySet().equals(ours.keySet())) {
      return "tracks " + ours.keySet() + " instead of " + theirs.keySet();
    }
    for (int id : theirs.keySet()) {
      List<String> expected = theirs.getOrDefault(id, List.of());
      List<String> actual = ours.getOrDefault(id, List.of());
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        String e = i < expected.size() ? expected.get(i) : "nothing";
        String a = i < actual.size() ? actual.get(i) : "nothing";
        if (!e.equals(a)) {
          return "track %d sample %d of %d: %s instead of %s"
              .formatted(id, i, expected.size(), a, e);
        }
      }
    }
    return "";
  }

  private static Map<Integer, List<String>> ours(Path file) throws IOException {
    Map<Integer, List<String>> tracks = new LinkedHashMap<>();
    Mp4File mp4;
    try {
      mp4 = Mp4File.read(Source.of(ByteBuffer.wrap(Files.readAllBytes(file))));
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
      return tracks;
    }
    for (Mp4Track track : mp4.tracks()) {
      List<String> samples = new ArrayList<>();
      samples.add(track.configs().getFirst().getClass().getSimpleName());
      SampleTable table = track.samples();
      for (int i = 0; i < table.count(); i++) {
        samples.add(
            "%d %d %d %d %s"
                .formatted(
                    table.offset(i),
                    table.size(i),
                    table.pts(i),
                    table.dts(i) - table.dts(0),
                    table.sync(i) ? "K" : "_"));
      }
      tracks.put(track.id(), samples);
    }
    return tracks;
  }

  private static Map<Integer, List<String>> theirs(Path file) {
    Map<Integer, Integer> idOfIndex = new LinkedHashMap<>();
    Map<Integer, List<String>> tracks = new LinkedHashMap<>();
    // ffprobe moves dts below pts where composition offsets are negative: only differences compare
    Map<String, Long> firstDts = new LinkedHashMap<>();
    for (String line :
        Ffmpeg.run(
                "ffprobe",
                "-v",
                "quiet",
                "-ignore_editlist",
                "1",
                "-show_streams",
                "-show_packets",
                "-of",
                "compact",
                file.toString())
            .lines()) {
      Map<String, String> fields = fields(line);
      if (line.startsWith("stream|")) {
        Class<? extends CodecConfig> type = CODECS.get(fields.get("codec_name"));
        if (type != null && fields.containsKey("id")) {
          int id = Integer.decode(fields.get("id"));
          idOfIndex.put(Integer.valueOf(fields.get("index")), id);
          tracks.computeIfAbsent(id, _ -> new ArrayList<>()).addFirst(type.getSimpleName());
        }
      } else if (line.startsWith("packet|")) {
        // packets come before streams: keyed by index until the streams are known
        tracks
            .computeIfAbsent(
                -1 - Integer.parseInt(fields.get("stream_index")), _ -> new ArrayList<>())
            .add(
                "%s %s %s %d %s"
                    .formatted(
                        fields.get("pos"),
                        fields.get("size"),
                        fields.get("pts"),
                        Long.parseLong(fields.getOrDefault("dts", "0"))
                            - firstDts.computeIfAbsent(
                                fields.getOrDefault("stream_index", ""),
                                _ -> Long.valueOf(fields.getOrDefault("dts", "0"))),
                        fields.getOrDefault("flags", "").startsWith("K") ? "K" : "_"));
      }
    }
    Map<Integer, List<String>> byId = new TreeMap<>();
    idOfIndex.forEach((index, id) -> {
      List<String> samples = new ArrayList<>(tracks.get(id));
      samples.addAll(tracks.getOrDefault(-1 - index, List.of()));
      byId.put(id, samples);
    });
    return byId;
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : line.split("\\|", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return fields;
  }
}
