package nightjar.accounts.db;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The seam to the database that holds accounts. Implementations are safe for any thread; what [#write] did is all or nothing,
/// and durable once it returned. Work must not call back into the same database.
public interface Database extends AutoCloseable {
  /// Runs `work` on a connection that sees one committed state per statement and changes nothing.
  <T extends @Nullable Object> T read(Function<Sql, T> work);

  /// Runs `work` alone, as one transaction; anything thrown undoes it.
  <T extends @Nullable Object> T write(Function<Sql, T> work);

  @Override
  void close();
}
