package nightjar.store.catalog;

import java.sql.SQLException;
import nightjar.base.Fault;

/// Words for what SQLite says.
final class SqlFaults {
  private SqlFaults() {}

  static Fault of(String doing, SQLException e) {
    String said = "catalog: " + doing + ": " + e.getMessage();
    // Primary result codes: https://sqlite.org/rescode.html
    return switch (e.getErrorCode() & 0xff) {
      case 11, 26 ->
          Fault.of(
              Fault.Kind.CORRUPT,
              said,
              "Nothing recorded is lost: run 'store rebuild' to make the catalog anew from the files.",
              e);
      case 13 ->
          Fault.of(
              Fault.Kind.EXHAUSTED,
              "catalog: " + doing + ": the disk is full",
              "Shorten the retention, release evidence locks, or add a disk.",
              e);
      case 5, 6 ->
          Fault.of(Fault.Kind.BUSY, said, "Close the other program that has the catalog open.", e);
      case 18, 19, 20 ->
          Fault.of(
              Fault.Kind.INVALID,
              said,
              "Nothing recorded is lost: the next start takes it from the file.",
              e);
      default ->
          Fault.of(Fault.Kind.DISK, said, "Look at the system log for errors of this disk.", e);
    };
  }
}
