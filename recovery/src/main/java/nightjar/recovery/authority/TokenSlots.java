package nightjar.recovery.authority;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Fault;

/// Which slot of a PKCS#11 library holds the token of a name: the JDK's provider knows slots by their place alone, which changes
/// with every token that is put in or taken out.
///
/// Functions are called through the library's own list (PKCS#11 v2.40, 5.4), on a machine of 64 bits. Not for two threads at once.
@SuppressWarnings("restricted")
final class TokenSlots {
  private static final long OK = 0;
  private static final long ALREADY_INITIALIZED = 0x191;

  /// In CK_FUNCTION_LIST, behind a version that is padded to eight bytes.
  private static final int INITIALIZE = 0;

  private static final int FINALIZE = 1;
  private static final int GET_SLOT_LIST = 4;
  private static final int GET_TOKEN_INFO = 6;
  private static final int FUNCTIONS = 7;

  /// CK_TOKEN_INFO begins with the label, filled up with spaces. It has 208 bytes; a library may be newer than this.
  private static final int LABEL_BYTES = 32;

  private static final int INFO_BYTES = 512;
  private static final int MOST_SLOTS = 1_024;

  private final MemorySegment functions;

  private TokenSlots(MemorySegment functions) {
    this.functions = functions;
  }

  /// The place, from 0, of the one slot whose token has this label.
  static int find(Path library, String label) {
    List<String> labels = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      TokenSlots slots = load(library, arena);
      long begun = slots.call(INITIALIZE, MemorySegment.NULL);
      if (begun != OK && begun != ALREADY_INITIALIZED) {
        throw refused(library, begun);
      }
      try {
        labels.addAll(slots.labels(library, arena));
      } finally {
        if (begun == OK) {
          slots.call(FINALIZE, MemorySegment.NULL);
        }
      }
    }
    int place = labels.indexOf(label);
    if (place < 0) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          library + " shows no token named " + label,
          "Connect the token, and compare its name with what the maker’s own tool says.");
    }
    if (labels.lastIndexOf(label) != place) {
      throw Fault.of(
          Fault.Kind.INVALID,
          library + " shows two tokens named " + label,
          "Give each token a name of its own.");
    }
    return place;
  }

  /// The library stays loaded, because the JDK's provider works with it from now on.
  private static TokenSlots load(Path library, Arena arena) {
    if (!Files.isRegularFile(library)) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          "no PKCS#11 library at " + library,
          "Install the token maker’s package, and give the whole path of its library.");
    }
    try {
      SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
      MemorySegment getList = symbols.findOrThrow("C_GetFunctionList");
      MemorySegment list = arena.allocate(ADDRESS);
      long answer = new TokenSlots(MemorySegment.NULL).call(getList, list);
      if (answer != OK) {
        throw refused(library, answer);
      }
      long size = ADDRESS.byteSize() * (FUNCTIONS + 1);
      return new TokenSlots(list.get(ADDRESS, 0).reinterpret(size));
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          library + " is no PKCS#11 library: " + e.getMessage(),
          "Give the library of the token’s maker, for this kind of machine.",
          e);
    }
  }

  /// One for each slot, as the JDK's provider counts them; empty where there is no token, or one that does not answer.
  private List<String> labels(Path library, Arena arena) {
    MemorySegment count = arena.allocate(JAVA_LONG);
    MemorySegment slots = arena.allocate(JAVA_LONG, MOST_SLOTS);
    count.set(JAVA_LONG, 0, MOST_SLOTS);
    long answer = slotList(slots, count);
    if (answer != OK) {
      throw refused(library, answer);
    }
    MemorySegment info = arena.allocate(INFO_BYTES, Long.BYTES);
    List<String> labels = new ArrayList<>();
    for (long i = 0; i < Math.min(MOST_SLOTS, count.get(JAVA_LONG, 0)); i++) {
      long found = tokenInfo(slots.getAtIndex(JAVA_LONG, i), info);
      byte[] label = info.asSlice(0, LABEL_BYTES).toArray(JAVA_BYTE);
      labels.add(found == OK ? new String(label, StandardCharsets.UTF_8).stripTrailing() : "");
    }
    return labels;
  }

  private long call(int function, MemorySegment argument) {
    return call(function(function), argument);
  }

  private long call(MemorySegment function, MemorySegment argument) {
    return number(function, List.of(ADDRESS), argument);
  }

  private long slotList(MemorySegment slots, MemorySegment count) {
    return number(
        function(GET_SLOT_LIST), List.of(JAVA_BYTE, ADDRESS, ADDRESS), (byte) 0, slots, count);
  }

  private long tokenInfo(long slot, MemorySegment info) {
    return number(function(GET_TOKEN_INFO), List.of(JAVA_LONG, ADDRESS), slot, info);
  }

  private MemorySegment function(int number) {
    return functions.getAtIndex(ADDRESS, number + 1L);
  }

  private static long number(
      MemorySegment function, List<MemoryLayout> arguments, Object... values) {
    var descriptor = FunctionDescriptor.of(JAVA_LONG, arguments.toArray(new MemoryLayout[0]));
    try {
      return (long)
          Linker.nativeLinker().downcallHandle(function, descriptor).invokeWithArguments(values);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fault refused(Path library, long answer) {
    return Fault.of(
        Fault.Kind.REFUSED,
        library + " answers with error 0x" + Long.toHexString(answer),
        "Look the number up in PKCS#11, and see that this user may use the library and its settings.");
  }
}
