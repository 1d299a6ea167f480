package nightjar.cameras.simulator.fault;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import nightjar.base.Fault;

/// Every fault by its name: `--fault loss` or `--fault loss=5`.
public final class FaultCatalog {
  /// One fault.
  ///
  /// @param usual what the number is when none is given
  /// @param help one line; `N` stands for the number
  public record Entry(String name, double usual, String help, DoubleFunction<CameraFault> make) {
    private static Entry of(double usual, String help, DoubleFunction<CameraFault> make) {
      return new Entry(make.apply(usual).name(), usual, help, make);
    }
  }

  private static final List<Entry> ENTRIES =
      List.of(
          Entry.of(10, "closes the connection N seconds after PLAY", ConnectionFault.Drop::new),
          Entry.of(10, "resets the connection N seconds after PLAY", ConnectionFault.Reset::new),
          Entry.of(20, "says nothing for the first N seconds", ConnectionFault.SlowStart::new),
          Entry.of(5, "sends a request of its own every N s", ConnectionFault.ServerRequests::new),
          Entry.of(0, "takes no password for right", _ -> new DialogueFault.WrongPassword()),
          Entry.of(
              5,
              "locks everybody out for 30 minutes after N wrong passwords",
              n -> new DialogueFault.AuthenticationLock((int) n)),
          Entry.of(
              2,
              "has N session slots, and leaks them until the time-out",
              n -> new DialogueFault.FewSlots((int) n)),
          Entry.of(0, "refuses UDP with 461", _ -> new DialogueFault.RefuseUdp()),
          Entry.of(0, "sends a frame before it answers PLAY", _ -> new DialogueFault.EarlyData()),
          Entry.of(0, "sends an empty Content-Base", _ -> new DialogueFault.EmptyContentBase()),
          Entry.of(0, "offers audio only", _ -> new DialogueFault.AudioOnly()),
          Entry.of(1, "loses N percent of the packets", PacketFault.Loss::new),
          Entry.of(1, "sends N percent of the packets late by one", PacketFault.Reorder::new),
          Entry.of(1, "sends N percent of the packets twice", PacketFault.Duplicate::new),
          Entry.of(
              50,
              "sends up to N bytes of garbage between packets",
              n -> new PacketFault.Garbage(Math.max(1, (int) n))),
          Entry.of(0, "sends CR LF in front of each packet", _ -> new PacketFault.LineEnds()),
          Entry.of(10, "stops sending after N seconds, stays connected", StreamFault.Stall::new),
          Entry.of(0, "never sets the marker bit", _ -> new StreamFault.NoMarker()),
          Entry.of(
              0,
              "sets the marker bit on parameter sets too",
              _ -> new StreamFault.MarkerOnParameterSets()),
          Entry.of(0, "sets the marker bit on every slice", _ -> new StreamFault.MarkerOnSlices()),
          Entry.of(3, "keeps N seconds back, then sends them at once", StreamFault.PastAtOnce::new),
          Entry.of(4, "adds N MiB of filler to key frames", StreamFault.HugeFrame::new),
          Entry.of(
              10,
              "changes the resolution every N seconds (synthetic only)",
              StreamFault.ResolutionSwitch::new),
          Entry.of(16, "lets media time fall N percent behind", TimeFault.SlowTimestamps::new),
          Entry.of(5, "sends a key frame N seconds old first", TimeFault.OldKeyFirst::new),
          Entry.of(3600, "jumps N seconds ahead after 10 seconds", TimeFault.TimestampJump::new),
          Entry.of(2, "goes back N seconds every 10 seconds", TimeFault.TimestampBack::new),
          Entry.of(5, "wraps the timestamp after N seconds", TimeFault.TimestampWrap::new),
          Entry.of(3600, "steps its clock by N seconds after 10 s", TimeFault.ClockStep::new),
          Entry.of(20, "has a clock N years behind", TimeFault.ClockWrong::new),
          Entry.of(0, "sends no sender reports", _ -> new TimeFault.NoSenderReport()));

  private FaultCatalog() {}

  public static List<Entry> entries() {
    return ENTRIES;
  }

  /// Reads `NAME` or `NAME=NUMBER`. Throws a [Fault] of kind `INVALID` for anything else.
  public static CameraFault parse(String text) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).toLowerCase(Locale.ROOT);
    for (Entry entry : ENTRIES) {
      if (entry.name().equals(name)) {
        double number = equals < 0 ? entry.usual() : number(text, text.substring(equals + 1));
        return entry.make().apply(number);
      }
    }
    String names = ENTRIES.stream().map(Entry::name).collect(Collectors.joining(", "));
    throw Fault.of(Fault.Kind.INVALID, "no fault is called " + name, "Use one of: " + names + ".");
  }

  private static double number(String whole, String text) {
    if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw Fault.of(
          Fault.Kind.INVALID, "not a number in --fault " + whole, "Write for example loss=2.5.");
    }
    return Double.parseDouble(text);
  }
}
