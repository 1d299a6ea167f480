package nightjar.pictures.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.pictures.reading.Camera;
import nightjar.pictures.reading.Corner;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Hashes;
import nightjar.pictures.reading.Pose;
import nightjar.pictures.reading.Quality;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Shot;
import nightjar.pictures.reading.TextLine;
import nightjar.recovery.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;

class PictureChecksTest {
  private static final DeviceIdentity DEVICE =
      new DeviceIdentity("N843A82", "DEV-7F3K9-1QZ0X-ABC", "NJ012647001234" + "0");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
  private static final Quality GOOD = new Quality(50, 0, 10, 2000, 1500);

  @Test
  void valuesAreFoundBesideAndBelowTheirLabelsAndJoined() {
    Map<Field, TextLine> values = Fields.printed(infoScreen("22 November 2026"));
    assertThat(values)
        .hasEntrySatisfying(Field.MODEL, line -> assertThat(line.text()).isEqualTo("N843A82"))
        .hasEntrySatisfying(
            Field.SERIAL, line -> assertThat(line.text()).isEqualTo("NJ01 2647 0012 340"))
        .hasEntrySatisfying(
            Field.DATE, line -> assertThat(line.text()).isEqualTo("22 November 2026"));
    assertThat(Fields.printed(sticker("N843A82")))
        .hasEntrySatisfying(
            Field.DEVICE_ID, line -> assertThat(line.text()).isEqualTo(DEVICE.deviceId()));
  }

  @Test
  void whatIsPrintedEqualsTheForm() {
    List<Compared> table =
        PictureChecks.compare(request(infoScreen("22 November 2026"), sticker("N843A82")));
    assertThat(table).hasSize(7).allMatch(row -> row.form() instanceof Match.Equal);
  }

  @Test
  void datesAreUnderstoodInBothLanguagesAndNeverGuessed() {
    assertThat(DateText.parse("22 novembre 2026")).contains(DAY);
    assertThat(DateText.parse("1er août 2026")).contains(LocalDate.of(2026, 8, 1));
    assertThat(DateText.parse("31 0ctober 2030")).contains(LocalDate.of(2030, 10, 31));
    assertThat(DateText.parse("80ctober2029")).contains(LocalDate.of(2029, 10, 8));
    assertThat(DateText.parse("2026-11-22")).contains(DAY);
    assertThat(DateText.parse("31 February 2026")).isEmpty();
    assertThat(DateText.parse("22 smarch 2026")).isPresent();
    assertThat(DateText.parse("22 Nov 26")).isEmpty();
    assertThat(DateText.parse("2O November 2026")).contains(LocalDate.of(2026, 11, 20));
    assertThat(DateText.parse("1l avril 2027")).contains(LocalDate.of(2027, 4, 11));
    assertThat(DateText.parse("10ctober2027")).contains(LocalDate.of(2027, 10, 1));
    assertThat(DateText.parse("10 October 2027")).contains(LocalDate.of(2027, 10, 10));
    assertThat(DateText.parse("00 May 2027")).isEmpty();
  }

  @Test
  void valuesAreFoundWhereMoireTookTheLabels() {
    List<TextLine> bare =
        infoScreen("1 October 2026").lines().stream()
            .filter(line -> !line.text().matches(".*(Number|ID|Date).*"))
            .toList();
    Reading reading =
        new Reading(new Hashes("aa", 0, 0), Camera.UNKNOWN, GOOD, List.of(), true, bare);
    assertThat(Fields.found(reading))
        .containsEntry(Field.MODEL, "N843A82")
        .containsEntry(Field.DEVICE_ID, DEVICE.deviceId())
        .containsEntry(Field.SERIAL, "NJ01 2647 0012 340")
        .containsEntry(Field.DATE, "2026-10-01");
  }

  @Test
  void lookAlikesAreNamedAndNotPutRight() {
    assertThat(Matcher.of("N843A82", Optional.of("N8A3A82")))
        .isEqualTo(new Match.Near("N8A3A82", List.of("4/A")));
    assertThat(Matcher.of("N843A82", Optional.of("NB43AB2")))
        .isEqualTo(new Match.Near("NB43AB2", List.of("8/B")));
    assertThat(Matcher.of("N843A82", Optional.of("N843A92")))
        .isEqualTo(new Match.Different("N843A92"));
    assertThat(Matcher.of("N843A82", Optional.of("N843A8"))).isInstanceOf(Match.Different.class);
    assertThat(Matcher.of("N843A82", Optional.empty())).isEqualTo(new Match.Unread());
  }

  @Test
  void anOInADeviceIdWasAZero() {
    assertThat(Matcher.of(DEVICE.deviceId(), Optional.of("DEV-7F3K9-IQZOX-ABC")))
        .isInstanceOf(Match.Equal.class);
    assertThat(Matcher.of("N840", Optional.of("N84O"))).isInstanceOf(Match.Near.class);
  }

  @Test
  void aPictureOfAnotherAccountIsADuplicateAndAnOwnStickerIsNot() {
    Reading sticker = sticker("N843A82");
    var earlier = new FakeEarlierPictures();
    earlier.add(seen("r0", "another", Shot.STICKER, "other", sticker.hashes().dHash() ^ 3));
    earlier.add(seen("r1", "a", Shot.STICKER, sticker.hashes().sha256(), 0));
    List<Signal> signals =
        PictureChecks.signals(request(infoScreen("22 November 2026"), sticker), earlier);
    assertThat(signals)
        .filteredOn(signal -> signal.code() == Signal.Code.NEAR_DUPLICATE)
        .singleElement()
        .satisfies(signal -> assertThat(signal.values()).containsExactly("r0", "2"));
    assertThat(signals).noneMatch(signal -> signal.code() == Signal.Code.SAME_FILE);
  }

  @Test
  void acceptance21_anotherRecordersLabelThatOnlyLooksTheSameIsNoDuplicate() {
    Reading sticker = at(sticker("N843A82"), "aaaa", 20, 1030);
    Hashes own = sticker.hashes();
    var earlier = new FakeEarlierPictures();
    earlier.add(label("other recorder", own.dHash() ^ 3, new Pose("bbbb", 45, 980)));
    earlier.add(label("code put over another", own.dHash() ^ 3, new Pose("bbbb", 21, 1029)));
    earlier.add(label("cut", ~own.dHash(), new Pose("aaaa", 22, 1027)));
    assertThat(PictureChecks.signals(request(infoScreen("22 November 2026"), sticker), earlier))
        .filteredOn(signal -> signal.code().name().matches("(NEAR|MAYBE|SAME|CUT)_.*"))
        .extracting(signal -> signal.code() + " " + signal.values().getFirst())
        .containsExactly("NEAR_DUPLICATE code put over another", "CUT_FROM_ANOTHER cut");
  }

  private static EarlierPictures.Seen label(String request, long hash, Pose pose) {
    var hashes = new Hashes(request, hash, hash, pose);
    return new EarlierPictures.Seen(request, "another", "DEV", Shot.STICKER, hashes);
  }

  private static Reading at(Reading reading, String code, int lean, int length) {
    Hashes old = reading.hashes();
    var hashes = new Hashes(old.sha256(), old.dHash(), old.pHash(), new Pose(code, lean, length));
    return new Reading(
        hashes,
        reading.camera(),
        reading.quality(),
        reading.codes(),
        reading.textTried(),
        reading.lines());
  }

  @Test
  void theReasonsAreThereAndNoneIsAVerdict() {
    Reading info =
        new Reading(
            new Hashes("aa", 1, 1),
            new Camera("M", "P", "2026-11-01T10:00:00", "GIMP 2.10", false),
            new Quality(3, 30, 0, 600, 400),
            List.of(),
            true,
            List.of());
    Reading label =
        new Reading(
            new Hashes("bb", 1, 1),
            Camera.UNKNOWN,
            new Quality(50, 0, 60, 2000, 1500),
            List.of("NVR1-LABEL:N843A82:DEV-7F3K9-1QZ0X-ABC:OTHER-1"),
            true,
            List.of());
    List<Signal.Code> codes =
        PictureChecks.signals(request(info, label), new FakeEarlierPictures()).stream()
            .map(Signal::code)
            .toList();
    assertThat(codes)
        .contains(
            Signal.Code.EDITED,
            Signal.Code.TAKEN_AT_OTHER_TIME,
            Signal.Code.BLURRED,
            Signal.Code.GLARE,
            Signal.Code.TOO_FEW_PIXELS,
            Signal.Code.ONE_PICTURE_TWICE,
            Signal.Code.STICKER_ON_SCREEN,
            Signal.Code.QR_UNREAD,
            Signal.Code.QR_OTHER_FIELD,
            Signal.Code.FIELD_UNREAD,
            Signal.Code.NO_CAMERA);
  }

  private static EarlierPictures.Seen seen(
      String request, String account, Shot shot, String sha, long hash) {
    return new EarlierPictures.Seen(request, account, "DEV", shot, new Hashes(sha, hash, hash));
  }

  private static Case request(Reading info, Reading sticker) {
    return new Case("r9", "a", NOW, Form.of(DEVICE, DAY), Optional.empty(), info, sticker);
  }

  private static Reading infoScreen(String date) {
    List<TextLine> lines = new ArrayList<>();
    row(lines, 100, "Model Number", "N843A82");
    row(lines, 200, "Device ID", DEVICE.deviceId());
    lines.add(line(100, 300, 200, 30, "Serial Number"));
    lines.add(line(420, 300, 80, 36, "NJ01"));
    lines.add(line(520, 302, 80, 36, "2647"));
    lines.add(line(620, 304, 80, 36, "0012"));
    lines.add(line(720, 306, 60, 36, "340"));
    row(lines, 400, "Date", date);
    lines.add(line(420, 450, 300, 36, "14:05 UTC"));
    return new Reading(new Hashes("aa", 0, 0), Camera.UNKNOWN, GOOD, List.of(), true, lines);
  }

  private static Reading sticker(String model) {
    List<TextLine> lines = new ArrayList<>();
    lines.add(line(50, 100, 250, 20, "Model Number / Numéro de modèle"));
    lines.add(line(50, 135, 150, 36, model));
    lines.add(line(50, 200, 200, 20, "Device ID / Identifiant"));
    lines.add(line(50, 235, 400, 36, DEVICE.deviceId()));
    lines.add(line(50, 300, 250, 20, "Serial Number / Numéro de série"));
    lines.add(line(50, 335, 400, 36, "NJ01 2647 0012 340"));
    return new Reading(new Hashes("bb", -1, -1), Camera.UNKNOWN, GOOD, List.of(), true, lines);
  }

  private static void row(List<TextLine> lines, int y, String label, String value) {
    lines.add(line(100, y, 15 * label.length(), 30, label));
    lines.add(line(420, y, 20 * value.length(), 36, value));
  }

  private static TextLine line(int x, int y, int w, int h, String text) {
    return new TextLine(
        text,
        97,
        List.of(
            new Corner(x, y),
            new Corner(x + w, y),
            new Corner(x + w, y + h),
            new Corner(x, y + h)));
  }
}
