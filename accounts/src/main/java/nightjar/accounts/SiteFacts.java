package nightjar.accounts;

import java.time.ZoneId;
import java.util.List;

/// What accounts must know of the site: its zone for weekly hours, and the words that no password may hold (its name, the model,
/// the serial number).
public record SiteFacts(ZoneId zone, List<String> words) {}
