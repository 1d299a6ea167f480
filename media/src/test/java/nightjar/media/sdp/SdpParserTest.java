package nightjar.media.sdp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nightjar.base.Bytes;
import nightjar.media.rtp.Encoding;
import nightjar.media.sdp.MediaDescription.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpParserTest {
  private static final String VIDEO = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<Direction> DIRECTIONS = List.of(Direction.values());
  private static final Encoding H264 = new Encoding("H264", 96, 90_000, 0, Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // no v=, o=, s= or t=
        "v=0\r\ns=\r\nt=\r\n",
        "v=0\r\no=- -0 1 IN IP4 \r\ns=-\r\n",
        "v=0\r\no=- 14665860 31787219 1 IN IP4 192.168.2.29\r\n",
        "v=0\r\ns=first\r\ns=second\r\nt=0 a\r\n",
        "a=tool:x\r\ns=late\r\n",
      })
  void quirk36_sessionLinesMissingOrWrong(String head) {
    assertThat(onlyEncoding(head + VIDEO)).isEqualTo(H264);
  }

  @Test
  void quirk36_firstNameOfSeveral() {
    assertThat(parse("s=first\ns=second\n").name()).isEqualTo("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c=IN 192.168.4.232", "c=IN ", "c=", "c=IN IP4 x y z", "c"})
  void quirk37_malformedConnectionLine(String line) {
    assertThat(onlyEncoding("v=0\r\n" + line + "\r\n" + VIDEO)).isEqualTo(H264);
    assertThat(onlyEncoding("v=0\r\n" + VIDEO + line + "\r\n")).isEqualTo(H264);
  }

  @Test
  void quirk38_trailingSpaceInRtpMap() {
    assertThat(onlyEncoding("m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000 \r\n")).isEqualTo(H264);
  }

  @Test
  void quirk38_trailingSemicolonAndSpacesInFmtp() {
    assertThat(
            onlyEncoding(
                    """
                    m=audio 0 RTP/AVP 97
                    a=rtpmap:97 MPEG4-GENERIC/16000
                    a=fmtp:97 streamtype=5;Mode=AAC-hbr; config=1408== ; ;profile=1;
                    """)
                .parameters())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("streamtype", "5", "mode", "AAC-hbr", "config", "1408==", "profile", "1"));
  }

  @Test
  void quirk38_fmtpWithNothing() {
    assertThat(onlyEncoding(VIDEO + "a=fmtp:96\r\na=fmtp:\r\na=fmtp\r\n")).isEqualTo(H264);
  }

  @Test
  void quirk38_fmtpOfAnotherTrack() {
    SessionDescription read =
        parse(
            VIDEO
                + "m=audio 0 RTP/AVP 8\r\na=fmtp:96 packetization-mode=1\r\na=rtpmap:8 PCMA/8000\r\n");
    assertThat(read.media().get(0).encodings().getFirst().parameters())
        .isEqualTo(Map.of("packetization-mode", "1"));
    assertThat(read.media().get(1).encodings().getFirst().parameters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=application/TP-LINK 0 RTP/AVP smart/1/90000",
        "m=meta",
        "m=",
        "m=video",
        "m=video 0 RTP/AVP",
        "m=video 0 RTP/AVP 128",
        "m=video 0 RTP/AVP -1"
      })
  void quirk39_invalidMediaLinesAreSkippedAndSaid(String line) {
    SessionDescription read =
        parse("v=0\r\n" + VIDEO + line + "\r\na=control:stray\r\na=rtpmap:96 JPEG/90000\r\n");
    assertThat(read.media()).hasSize(1);
    assertThat(read.media().getFirst().control()).isEmpty();
    assertThat(read.media().getFirst().encodings()).containsExactly(H264);
    assertThat(read.remarks()).containsExactly("skipped " + line);
  }

  @Test
  void quirk40_controlBeforeOtherAttributesAndNoLastLineEnd() {
    SessionDescription read =
        parse("v=0\na=control:*\nm=video 0 RTP/AVP 96\na=control:track0\na=rtpmap:96 H264/90000");
    assertThat(read.control()).contains("*");
    assertThat(read.media().getFirst().control()).contains("track0");
    assertThat(read.media().getFirst().encodings()).containsExactly(H264);
  }

  @Test
  void quirk41_partialH265ParameterSetsAreLeftToTheDecoder() {
    assertThat(
            onlyEncoding(
                    "m=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\na=fmtp:96 sprop-vps=QAEM;sprop-sps=\n")
                .parameters())
        .isEqualTo(Map.of("sprop-vps", "QAEM", "sprop-sps", ""));
  }

  @Test
  void quirk42_pcmAsEncodingName() {
    assertThat(onlyEncoding("m=audio 0 RTP/AVP 11\na=rtpmap:11 PCM/8000\n"))
        .isEqualTo(new Encoding("PCM", 11, 8_000, 1, Map.of()));
  }

  @Test
  void quirk42_staticPayloadTypesWithoutRtpMap() {
    assertThat(onlyEncoding("m=audio 0 RTP/AVP 8\n"))
        .isEqualTo(new Encoding("PCMA", 8, 8_000, 1, Map.of()));
    assertThat(onlyEncoding("m=audio 0 RTP/AVP 10\n"))
        .isEqualTo(new Encoding("L16", 10, 44_100, 2, Map.of()));
    assertThat(onlyEncoding("m=video 0 RTP/AVP 26\n"))
        .isEqualTo(new Encoding("JPEG", 26, 90_000, 0, Map.of()));
  }

  @Test
  void quirk42_rtpMapOverridesAStaticPayloadType() {
    assertThat(onlyEncoding("m=audio 0 RTP/AVP 8\na=rtpmap:8 PCMU/16000/1\n"))
        .isEqualTo(new Encoding("PCMU", 8, 16_000, 1, Map.of()));
    assertThat(onlyEncoding("m=video 0 RTP/AVP 35\na=rtpmap:35 H264/90000\n"))
        .isEqualTo(new Encoding("H264", 35, 90_000, 0, Map.of()));
  }

  @Test
  void quirk42_dynamicPayloadTypeWithoutRtpMapIsGuessed() {
    assertThat(onlyEncoding("m=video 0 RTP/AVP 96\n").name()).isEqualTo("H264");
    assertThat(onlyEncoding("m=video 0 RTP/AVP 96\na=fmtp:96 sprop-sps=Qg==\n").name())
        .isEqualTo("H265");
    assertThat(parse("m=audio 0 RTP/AVP 97\n").media()).isEmpty();
    assertThat(parse("m=audio 0 RTP/AVP 97\n").remarks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/0", "/", "", "/-5", "/99999999999"})
  void quirk42_clockRateZeroOrMissing(String rate) {
    assertThat(onlyEncoding("m=video 0 RTP/AVP 96\na=rtpmap:96 H264" + rate + "\n"))
        .isEqualTo(H264);
    assertThat(onlyEncoding("m=audio 0 RTP/AVP 98\na=rtpmap:98 PCMU" + rate + "\n").clockRate())
        .isEqualTo(8_000);
    assertThat(parse("m=audio 0 RTP/AVP 97\na=rtpmap:97 MPEG4-GENERIC" + rate + "\n").media())
        .isEmpty();
  }

  @Test
  void quirk42_opusAlwaysHas48kHz() {
    assertThat(onlyEncoding("m=audio 0 RTP/AVP 97\na=rtpmap:97 opus/8000/1\n"))
        .isEqualTo(new Encoding("OPUS", 97, 48_000, 1, Map.of()));
  }

  @Test
  void quirk43_frameRateIsAHintAndOnlyWhenReadable() {
    assertThat(parse(VIDEO + "a=framerate:0S\na=framerate:25\n").media().getFirst().frameRate())
        .hasValue(25);
    assertThat(parse(VIDEO + "a=x-framerate: 12.5\n").media().getFirst().frameRate())
        .hasValue(12.5);
    assertThat(
            parse(VIDEO + "a=framerate:0\na=framerate:-1\na=framerate:9999\n")
                .media()
                .getFirst()
                .frameRate())
        .isEmpty();
  }

  @Test
  void directionOfTheSessionIsInherited() {
    SessionDescription read = parse("a=recvonly\n" + VIDEO + "m=audio 0 RTP/AVP 0\na=sendonly\n");
    assertThat(read.direction(read.media().get(0))).isEqualTo(Direction.RECVONLY);
    assertThat(read.direction(read.media().get(1))).isEqualTo(Direction.SENDONLY);
  }

  @Test
  void textThatIsNotUtf8IsStillRead() {
    SessionDescription read =
        SdpParser.parse(Bytes.of(("s=cam\u00e9ra\r\n" + VIDEO).getBytes(ISO_8859_1)));
    assertThat(read.name()).isEqualTo("cam\u00e9ra");
    assertThat(read.media()).hasSize(1);
  }

  @Test
  void hugeDescriptionsAreBounded() {
    SessionDescription read = parse(VIDEO.repeat(1_000) + "m=\u0007x\n".repeat(1_000));
    assertThat(read.media()).hasSize(64);
    assertThat(read.remarks())
        .hasSizeLessThanOrEqualTo(32)
        .allSatisfy(r -> assertThat(r).hasSizeLessThan(90));
  }

  @Test
  void writtenDescriptionsReadBackTheSame() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      SessionDescription description = random(random);
      assertThat(SdpParser.parse(SdpWriter.write(description)))
          .as("seed %d, round %d", seed, i)
          .isEqualTo(description);
    }
  }

  private static SessionDescription random(SplittableRandom random) {
    List<MediaDescription> media =
        IntStream.range(0, random.nextInt(4)).mapToObj(i -> randomMedia(random, i)).toList();
    return new SessionDescription(
        "name \u00e9 " + random.nextInt(9),
        random.nextBoolean() ? Optional.of("rtsp://h/x?y=" + random.nextInt(9)) : Optional.empty(),
        randomDirection(random),
        media,
        List.of());
  }

  private static MediaDescription randomMedia(SplittableRandom random, int index) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    List<Encoding> encodings =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(i ->
                new Encoding(
                    kind == Kind.VIDEO ? "H265" : "X-" + i,
                    96 + 10 * index + i,
                    kind == Kind.VIDEO ? 90_000 : 1 + random.nextInt(96_000),
                    kind == Kind.AUDIO ? 1 + random.nextInt(8) : 0,
                    random.nextBoolean() ? Map.of("a", "b=c", "d-e", "1/2,+") : Map.of()))
            .toList();
    return new MediaDescription(
        kind,
        "RTP/AVP",
        encodings,
        random.nextBoolean() ? Optional.of("track" + index) : Optional.empty(),
        randomDirection(random),
        random.nextBoolean() ? OptionalDouble.of(12.5) : OptionalDouble.empty());
  }

  private static Optional<Direction> randomDirection(SplittableRandom random) {
    int pick = random.nextInt(DIRECTIONS.size() + 1);
    return pick == DIRECTIONS.size() ? Optional.empty() : Optional.of(DIRECTIONS.get(pick));
  }

  private static Encoding onlyEncoding(String text) {
    SessionDescription read = parse(text);
    assertThat(read.media()).hasSize(1);
    assertThat(read.media().getFirst().encodings()).hasSize(1);
    return read.media().getFirst().encodings().getFirst();
  }

  private static SessionDescription parse(String text) {
    return SdpParser.parse(Bytes.of(text.getBytes(UTF_8)));
  }
}
