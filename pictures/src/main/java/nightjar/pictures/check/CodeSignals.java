package nightjar.pictures.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Shot;
import nightjar.recovery.wire.QrPayload;

/// What the QR codes say, and whether the Info screen's was signed by the device that it names.
record CodeSignals(Case request) {
  List<Signal> all() {
    List<Signal> signals = new ArrayList<>();
    Optional<QrPayload.Unverified> signed = Fields.signed(request.infoScreen());
    if (signed.isPresent()) {
      signals.add(signature(signed.get()));
      fields(Shot.INFO_SCREEN, signals);
    } else {
      signals.add(of(Signal.Code.QR_UNREAD, Shot.INFO_SCREEN, List.of()));
    }
    if (Fields.coded(request.sticker()).isEmpty()) {
      signals.add(of(Signal.Code.QR_UNREAD, Shot.STICKER, List.of()));
    } else {
      fields(Shot.STICKER, signals);
    }
    return signals;
  }

  private Signal signature(QrPayload.Unverified payload) {
    if (request.registered().isEmpty()) {
      return of(Signal.Code.QR_UNVERIFIED, Shot.INFO_SCREEN, List.of());
    }
    return payload.isSignedBy(request.registered().get().signingKey())
        ? of(
            Signal.Code.QR_SIGNED,
            Shot.INFO_SCREEN,
            List.of(Integer.toString(payload.body().tick())))
        : of(Signal.Code.QR_FORGED, Shot.INFO_SCREEN, List.of());
  }

  private void fields(Shot shot, List<Signal> signals) {
    Map<Field, String> coded = Fields.coded(PictureChecks.reading(request, shot));
    coded.forEach((field, code) -> {
      String form = request.form().text(field);
      if (Matcher.of(form, Optional.of(code)) instanceof Match.Different) {
        signals.add(
            new Signal(
                Signal.Code.QR_OTHER_FIELD,
                Optional.of(shot),
                Optional.of(field),
                List.of(code, form)));
      }
    });
  }

  private static Signal of(Signal.Code code, Shot shot, List<String> values) {
    return new Signal(code, Optional.of(shot), Optional.empty(), values);
  }
}
