package nightjar.store.recover;

import java.util.List;

/// What a check saw.
///
/// @param fragments that were read and whose checksums were compared
/// @param locks evidence locks
public record CheckReport(
    long streams, long files, long fragments, long bytes, int locks, List<Finding> findings) {
  public CheckReport {
    findings = List.copyOf(findings);
  }

  public boolean clean() {
    return findings.isEmpty();
  }
}
