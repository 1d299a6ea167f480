package nightjar.portal.db;

import java.util.Optional;

/// Where a PostgreSQL is.
///
/// @param url as JDBC writes it, `jdbc:postgresql://host/database`
public record PostgresAddress(String url, Optional<String> user, Optional<String> password) {
  @Override
  public String toString() {
    return url;
  }
}
