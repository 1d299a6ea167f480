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
  /// One field: what was typed, what the code says, what the registry says, and how the first compares with the others.
  public record Field(
      String name, String form, String qr, String registry, Match formToQr, Match qrToRegistry) {
    static Field of(String name, String form, String qr, String registry) {
      return new Field(
          name,
          form,
          qr,
          registry,
          Match.of(form, qr.isEmpty() ? registry : qr),
          Match.of(qr.isEmpty() ? form : qr, registry));
    }
  }

  public static CaseFile of(Ground ground, Devices devices, RecoveryRequest request) {
    Optional<QrBody> qr = QrPayload.read(request.qr()).map(QrPayload.Unverified::body);
    String id = qr.map(q -> q.device().deviceId()).orElse(request.deviceId());
    Optional<Device> device = devices.find(id);
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.of(
            "model",
            request.model(),
            qr.map(q -> q.device().model()).orElse(""),
            device.map(Device::model).orElse("")));
    fields.add(
        Field.of(
            "deviceId",
            request.deviceId(),
            qr.map(q -> q.device().deviceId()).orElse(""),
            device.map(Device::deviceId).orElse("")));
    fields.add(
        Field.of(
            "serial",
            request.serial(),
            qr.map(q -> q.device().serial()).orElse(""),
            device.map(Device::serial).orElse("")));
    String shown = qr.map(q -> q.dateShown().toString()).orElse("");
    fields.add(
        Field.of(
            "date", request.dateTyped(), shown, Devices.day(request.submittedMicros()).toString()));
    List<Signal> signals =
        request.signals().isEmpty()
            ? List.of()
            : new Json().read(request.signals(), Signal.Stored.class, "request.signals").signals();
    return new CaseFile(
        request, Form.asker(ground.vault(), request), device, qr, List.copyOf(fields), signals);
  }
}
