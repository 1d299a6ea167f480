package nightjar.recorder.settings;

import java.time.DateTimeException;
import java.time.ZoneId;

/// The place that is recorded.
///
/// @param zone IANA name, by whose clock days begin and schedules hold
/// @param language `en` or `fr`, for who has not chosen
public record SiteEntry(String site, String zone, String language) {
  public static SiteEntry usual() {
    return new SiteEntry("Nightjar", ZoneId.systemDefault().getId(), "en");
  }

  public ZoneId zoneId() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC"); // a zone that this Java does not know any more
    }
  }
}
