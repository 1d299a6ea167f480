package nightjar.portal.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightjar.accounts.db.Sql;
import nightjar.pictures.check.Case;
import nightjar.pictures.check.Fields;
import nightjar.pictures.check.PictureChecks;
import nightjar.pictures.check.Registered;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Reading;
import nightjar.portal.request.Devices.Device;
import nightjar.portal.request.PictureShelf.Kept;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;

/// What the two pictures of one request say, as the worker read them, beside form, registry and signed code.
///
/// @param device as the registry knows it
public record PictureFindings(
    RecoveryRequest request,
    Optional<Device> device,
    Map<PictureKind, PictureShelf.Kept> pictures) {
  /// What was read for one field on one picture; `text` is empty for what nobody could read.
  public record Read(String text, Match match) {
    static final Read NOTHING = new Read("", Match.UNREAD);
  }

  static PictureFindings of(
      Sql sql, PictureShelf shelf, RecoveryRequest request, Optional<Device> device) {
    Map<PictureKind, Kept> pictures = new EnumMap<>(PictureKind.class);
    for (PictureKind kind : PictureKind.values()) {
      pictures.put(kind, shelf.kept(sql, request, kind));
    }
    return new PictureFindings(request, device, pictures);
  }

  List<Signal> signals(Sql sql) {
    List<Signal> signals = new ArrayList<>();
    pictures.forEach((kind, kept) -> signals.add(kept(kept).about(kind.word())));
    both()
        .ifPresent(both ->
            PictureChecks.signals(both, PictureShelf.earlier(sql, request.id())).stream()
                .flatMap(PictureFindings::told)
                .forEach(signals::add));
    reading(PictureKind.INFO).flatMap(this::sameRecovery).ifPresent(signals::add);
    return signals;
  }

  private static Signal kept(Kept kept) {
    return switch (kept) {
      case Kept.None() -> Signal.bad("picture.none", "");
      case Kept.Bad(String why) -> Signal.bad("picture.refused", why);
      case Kept.Unread _ -> Signal.neutral("picture.unread", "");
      case Kept.Seen(boolean camera, Reading _) ->
          camera ? Signal.good("picture.camera", "") : Signal.neutral("picture.file", "");
    };
  }

  /// The code on the picture against the one that came with the form: both are of one recovery, or one of them is not theirs.
  private Optional<Signal> sameRecovery(Reading info) {
    Optional<QrBody> sent = QrPayload.read(request.qr()).map(QrPayload.Unverified::body);
    Optional<QrBody> shown = Fields.signed(info).map(QrPayload.Unverified::body);
    if (sent.isEmpty() || shown.isEmpty()) {
      return Optional.empty();
    }
    boolean same =
        sent.get().device().equals(shown.get().device())
            && sent.get().request().equals(shown.get().request());
    return Optional.of(
        same ? Signal.good("picture.same-code", "") : Signal.bad("picture.other-code", ""));
  }

  /// What the table shows beside each field is not said twice, nor is the date, which the other checks judge.
  private static Stream<Signal> told(nightjar.pictures.check.Signal found) {
    boolean inTable =
        switch (found.code()) {
          case FIELD_EQUAL, FIELD_UNREAD, DATE_SKEW -> true;
          case FIELD_NEAR,
              FIELD_DIFFERENT,
              TEXT_NOT_TRIED,
              QR_SIGNED,
              QR_FORGED,
              QR_UNVERIFIED,
              QR_OTHER_FIELD,
              QR_UNREAD,
              SAME_FILE,
              NEAR_DUPLICATE,
              CUT_FROM_ANOTHER,
              MAYBE_DUPLICATE,
              ONE_PICTURE_TWICE,
              CAMERA_TOLD,
              NO_CAMERA,
              EDITED,
              TAKEN_AT_OTHER_TIME,
              BLURRED,
              GLARE,
              TOO_FEW_PIXELS,
              STICKER_ON_SCREEN ->
              false;
        };
    if (inTable) {
      return Stream.empty();
    }
    Signal.Lean lean =
        switch (found.group()) {
          case FOR -> Signal.Lean.FOR;
          case AGAINST -> Signal.Lean.AGAINST;
          case NEUTRAL -> Signal.Lean.NEUTRAL;
        };
    List<String> about =
        Stream.concat(
                found.shot().map(shot -> PictureKind.of(shot).word()).stream(),
                found.field().map(PictureFindings::name).stream())
            .toList();
    String detail = String.join(", ", found.values().stream().filter(v -> !v.isEmpty()).toList());
    return Stream.of(new Signal(lean, "picture." + found.code(), about, detail));
  }

  /// What was read for `field` on this picture: the printed text, or else the code's word for it.
  Read read(PictureKind kind, Field field) {
    Optional<Reading> reading = reading(kind);
    if (reading.isEmpty()) {
      return Read.NOTHING;
    }
    Optional<Read> printed =
        both().stream()
            .flatMap(both -> PictureChecks.compare(both).stream())
            .filter(row -> row.shot() == kind.shot() && row.field() == field)
            .map(row -> read(row.registry().orElse(row.form())))
            .filter(read -> !read.text.isEmpty())
            .findFirst();
    return printed.orElseGet(() -> {
      String coded = Fields.coded(reading.get()).getOrDefault(field, "");
      return new Read(coded, Match.of(coded, expected(field)));
    });
  }

  private static Read read(nightjar.pictures.check.Match match) {
    return switch (match) {
      case nightjar.pictures.check.Match.Equal(String text) -> new Read(text, Match.EQUAL);
      case nightjar.pictures.check.Match.Near(String text, var _) -> new Read(text, Match.NEAR);
      case nightjar.pictures.check.Match.Different(String text) -> new Read(text, Match.DIFFERENT);
      case nightjar.pictures.check.Match.Unread() -> Read.NOTHING;
    };
  }

  private String expected(Field field) {
    return switch (field) {
      case MODEL -> device.map(Device::model).orElse(request.model());
      case DEVICE_ID -> device.map(Device::deviceId).orElse(request.deviceId());
      case SERIAL -> device.map(Device::serial).orElse(request.serial());
      case DATE -> request.dateTyped();
    };
  }

  static String name(Field field) {
    return switch (field) {
      case MODEL -> "model";
      case DEVICE_ID -> "deviceId";
      case SERIAL -> "serial";
      case DATE -> "date";
    };
  }

  private Optional<Reading> reading(PictureKind kind) {
    return pictures.get(kind) instanceof Kept.Seen(boolean _, Reading reading)
        ? Optional.of(reading)
        : Optional.empty();
  }

  /// Both pictures are compared with each other too: there is nothing to say before both were read. Who typed no date means today.
  private Optional<Case> both() {
    LocalDate date = Typed.date(request.dateTyped()).orElse(Devices.day(request.submittedMicros()));
    return reading(PictureKind.INFO)
        .flatMap(info ->
            reading(PictureKind.STICKER)
                .map(sticker ->
                    new Case(
                        request.id(),
                        request.customer(),
                        Instant.ofEpochMilli(request.submittedMicros() / 1_000),
                        new nightjar.pictures.check.Form(
                            request.model(), request.deviceId(), request.serial(), date),
                        device.map(d ->
                            new Registered(
                                new DeviceIdentity(d.model(), d.deviceId(), d.serial()),
                                d.signingKey())),
                        info,
                        sticker)));
  }
}
