package nightjar.store.disk;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// The pages of files that Linux keeps in memory. What was written and synced is forgotten with posix_fadvise(2), which the JDK has no call for:
/// a recorder that fills all memory with footage nobody reads pays for every page of it, most of all in a virtual machine, whose host hands memory
/// out page by page (10 times the cost of a write, measured). A hint: where it fails nothing happens.
/// Safe for any thread because it has no state.
final class PageCache {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final long PAGE = 4096;

  // fcntl.h of Linux; O_RDONLY | O_CLOEXEC.
  private static final int OPEN_FLAGS = 0x80000;
  private static final int DONTNEED = 4;

  private static final Optional<Calls> LINUX = find();

  private record Calls(MethodHandle open, MethodHandle advise, MethodHandle close) {}

  private PageCache() {}

  /// Forgets the whole pages between two places of a file, as far as they are synced. The page that the next bytes come into stays.
  static void forget(Path file, long from, long to) {
    long start = from & -PAGE;
    long length = (to & -PAGE) - start;
    if (length > 0 && LINUX.isPresent()) {
      forget(LINUX.get(), file, start, length);
    }
  }

  private static void forget(Calls calls, Path file, long start, long length) {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor =
          (int) calls.open.invokeExact(arena.allocateFrom(file.toString()), OPEN_FLAGS);
      if (descriptor >= 0) {
        int _ = (int) calls.advise.invokeExact(descriptor, start, length, DONTNEED);
        int _ = (int) calls.close.invokeExact(descriptor);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted") // three calls of libc whose arguments are checked above
  private static Optional<Calls> find() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    return libc.find("posix_fadvise")
        .map(advise ->
            new Calls(
                linker.downcallHandle(
                    libc.findOrThrow("open"),
                    FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT),
                    Linker.Option.firstVariadicArg(2)),
                linker.downcallHandle(advise, FunctionDescriptor.of(INT, INT, LONG, LONG, INT)),
                linker.downcallHandle(libc.findOrThrow("close"), FunctionDescriptor.of(INT, INT))));
  }
}
