package nightjar.accounts;

import nightjar.accounts.rights.Subject;

/// Who speaks, and how that was proved.
///
/// @param id of the session or the API token
/// @param recent whether the proof is fresh enough for dangerous acts; never for an API token
public record Caller(Subject subject, Via via, String id, boolean recent, String address) {
  public enum Via {
    SESSION,
    API_TOKEN,
    CONSOLE
  }
}
