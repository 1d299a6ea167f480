package nightjar.pictures.check;

import java.util.Optional;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Shot;

/// One row of the reviewer's table. `registry` is empty for the date, and for a device that the registry does not know.
public record Compared(Shot shot, Field field, Match form, Optional<Match> registry) {}
