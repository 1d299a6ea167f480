package nightjar.recorder.api;

import java.time.Instant;
import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.StreamKeys;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Rights;
import nightjar.base.time.Clock;
import nightjar.recorder.restream.Keys;

/// The stream keys of people's accounts: a key sees what its person may see live, at every moment. Safe for any thread because
/// accounts are.
final class RestreamKeys implements Keys {
  private final Accounts accounts;
  private final Clock clock;

  RestreamKeys(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public Optional<String> password(String name) {
    return accounts.streamKeys().find(name).map(StreamKeys.Key::password);
  }

  @Override
  public boolean may(String name, String camera) {
    var now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    return accounts
        .streamKeys()
        .find(name)
        .filter(key -> Rights.may(key.subject(), Act.LIVE, camera, now).allowed())
        .isPresent();
  }

  @Override
  public void note(String name, String address, String act, String stream) {
    accounts.streamKeys().find(name).ifPresent(key -> record(key, name, address, act, stream));
  }

  private void record(StreamKeys.Key key, String name, String address, String act, String stream) {
    var subject = key.subject();
    accounts
        .audit()
        .record(
            new Entry(
                subject.name(),
                subject.id(),
                act,
                stream,
                address,
                Entry.Outcome.DONE,
                "RTSP " + name));
  }
}
