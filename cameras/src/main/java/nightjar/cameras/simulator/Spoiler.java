package nightjar.cameras.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.cameras.simulator.fault.MediaStage;
import nightjar.cameras.simulator.fault.Moment;
import nightjar.cameras.simulator.fault.Piece;
import nightjar.cameras.simulator.program.Unit;
import nightjar.cameras.simulator.program.UnitWriter;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.SlabPool;

/// The row of fault stages one stream's media goes through; without faults units pass untouched. Owned by the simulator's thread.
final class Spoiler implements AutoCloseable {
  private final List<MediaStage> stages;
  private final Optional<UnitWriter> writer;

  Spoiler(List<CameraFault> faults, SlabPool pool, RandomGenerator random) {
    stages =
        faults.stream()
            .map(fault -> fault.media(random))
            .filter(stage -> !stage.equals(MediaStage.HEALTHY))
            .toList();
    writer = stages.isEmpty() ? Optional.empty() : Optional.of(new UnitWriter(pool));
  }

  List<MediaStage> stages() {
    return stages;
  }

  Unit spoil(Unit unit, CodecConfig config, long playingNanos) {
    return writer.isEmpty() ? unit : spoiled(unit, config, playingNanos, writer.get());
  }

  private Unit spoiled(Unit unit, CodecConfig config, long playingNanos, UnitWriter out) {
    Moment moment = new Moment(unit.info().track(), config, playingNanos, unit.info().sync());
    long timestamp = unit.info().timestamp();
    for (MediaStage stage : stages) {
      timestamp = stage.timestamp(moment, timestamp);
    }
    List<Piece> pieces = new ArrayList<>(unit.packets());
    for (int i = 0; i < unit.packets(); i++) {
      byte[] bytes = new byte[unit.packet(i).remaining()];
      unit.packet(i).get(bytes);
      Piece.Packet packet = new Piece.Packet(bytes);
      packet.timestamp(timestamp);
      pieces.add(packet);
    }
    for (MediaStage stage : stages) {
      stage.media(moment, pieces);
    }
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Packet(byte[] bytes) -> out.packet(bytes);
        case Piece.Noise(byte[] bytes) -> out.noise(bytes);
      }
    }
    return out.finish(unit.info());
  }

  @Override
  public void close() {
    writer.ifPresent(UnitWriter::close);
  }
}
