package nightjar.pictures.check;

import java.time.Instant;
import java.util.Optional;
import nightjar.pictures.reading.Reading;

/// One request, as far as pictures matter. `request` and `account` only tell it from other requests.
public record Case(
    String request,
    String account,
    Instant received,
    Form form,
    Optional<Registered> registered,
    Reading infoScreen,
    Reading sticker) {}
