package nightjar.e2e.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a process and its children listen on, by the kernel's word.
final class Ports {
  private static final String LISTENING = "0A";

  private Ports() {}

  /// Local addresses of TCP sockets that listen, and of every UDP socket, as `/proc/net` writes them.
  static List<String> listening(long pid) {
    Set<String> inodes = new HashSet<>();
    ProcessHandle root = ProcessHandle.of(pid).orElseThrow();
    Stream.concat(Stream.of(root), root.descendants())
        .forEach(each -> inodes.addAll(sockets(each.pid())));
    List<String> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      for (String line : lines(Path.of("/proc/net", table))) {
        String[] parts = line.strip().split(" +", 11);
        boolean open = table.startsWith("udp") || (parts.length > 3 && parts[3].equals(LISTENING));
        if (parts.length > 9 && open && inodes.contains(parts[9])) {
          found.add(table + " " + parts[1]);
        }
      }
    }
    return found;
  }

  private static Set<String> sockets(long pid) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path each : open.toList()) {
        String target = Files.readSymbolicLink(each).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring(8, target.length() - 1));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // It has ended, or closed the file meanwhile.
    }
    return inodes;
  }

  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
