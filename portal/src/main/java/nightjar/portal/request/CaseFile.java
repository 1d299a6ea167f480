package nightjar.portal.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.json.Json;
import nightjar.portal.request.Devices.Device;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;

/// Everything a reviewer sees of a case, and nothing of what another reviewer said.
public record CaseFile(
    RecoveryRequest request,
    Form.Asker asker,
    Optional<Device> device,
    Optional<QrBody> qr,
    List<Field> fields,
    List<Signal> signals) {
  /// One field: what was typed, what the code says, what the registry says, how the first compares with the others, and what can
  /// be read on the pictures.
  public record Field(
      String name,
      String form,
      String qr,
      String registry,
      Match formToQr,
      Match qrToRegistry,
      PictureFindings.Read info,
      PictureFindings.Read sticker) {
    static Field of(
        nightjar.pictures.reading.Field field,
        String form,
        String qr,
        String registry,
        PictureFindings pictures) {
      return new Field(
          PictureFindings.name(field),
          form,
          qr,
          registry,
          Match.of(form, qr.isEmpty() ? registry : qr),
          Match.of(qr.isEmpty() ? form : qr, registry),
          pictures.read(PictureKind.INFO, field),
          pictures.read(PictureKind.STICKER, field));
    }
  }

  public static CaseFile of(
      Ground ground, Devices devices, PictureShelf shelf, RecoveryRequest request) {
    Optional<QrBody> qr = QrPayload.read(request.qr()).map(QrPayload.Unverified::body);
    String id = qr.map(q -> q.device().deviceId()).orElse(request.deviceId());
    Optional<Device> device = devices.find(id);
    PictureFindings pictures =
        ground.database().read(sql -> PictureFindings.of(sql, shelf, request, device));
    List<Field> fields = new ArrayList<>();
    for (var field : nightjar.pictures.reading.Field.values()) {
      fields.add(field(field, request, qr, device, pictures));
    }
    List<Signal> signals =
        request.signals().isEmpty()
            ? List.of()
            : new Json().read(request.signals(), Signal.Stored.class, "request.signals").signals();
    return new CaseFile(
        request, Form.asker(ground.vault(), request), device, qr, List.copyOf(fields), signals);
  }

  private static Field field(
      nightjar.pictures.reading.Field field,
      RecoveryRequest request,
      Optional<QrBody> qr,
      Optional<Device> device,
      PictureFindings pictures) {
    return switch (field) {
      case MODEL ->
          Field.of(
              field,
              request.model(),
              qr.map(q -> q.device().model()).orElse(""),
              device.map(Device::model).orElse(""),
              pictures);
      case DEVICE_ID ->
          Field.of(
              field,
              request.deviceId(),
              qr.map(q -> q.device().deviceId()).orElse(""),
              device.map(Device::deviceId).orElse(""),
              pictures);
      case SERIAL ->
          Field.of(
              field,
              request.serial(),
              qr.map(q -> q.device().serial()).orElse(""),
              device.map(Device::serial).orElse(""),
              pictures);
      case DATE ->
          Field.of(
              field,
              request.dateTyped(),
              qr.map(q -> q.dateShown().toString()).orElse(""),
              Devices.day(request.submittedMicros()).toString(),
              pictures);
    };
  }
}
