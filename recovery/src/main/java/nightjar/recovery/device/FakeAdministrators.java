package nightjar.recovery.device;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// Accounts in memory; their transaction is all or nothing, and the power can be cut on either side of it.
/// Owned by one test.
public final class FakeAdministrators implements Administrators {
  private final Map<String, String> passwords = new TreeMap<>();
  private final Set<String> resets = new HashSet<>();
  private FakeRecoveryStore.Cut next = FakeRecoveryStore.Cut.NONE;
  private int changes;
  private int unlocks;
  private @Nullable Bytes key;

  public FakeAdministrators(String name, String password) {
    passwords.put(name, password);
  }

  public String password(String name) {
    return passwords.getOrDefault(name, "");
  }

  /// How often any password was replaced.
  public int changes() {
    return changes;
  }

  public int unlocks() {
    return unlocks;
  }

  public void cutNext(FakeRecoveryStore.Cut when) {
    next = when;
  }

  @Override
  public List<String> names() {
    return List.copyOf(passwords.keySet());
  }

  @Override
  public Judged judge(String name, char[] password) {
    return password.length < 12
        ? new Judged(List.of("At least 12 characters."), 1)
        : new Judged(List.of(), 3);
  }

  @Override
  public Optional<Bytes> printedKey() {
    return Optional.ofNullable(key);
  }

  /// As an administrator does in the web app.
  public void printKey(Bytes hash) {
    key = hash;
  }

  @Override
  public boolean replacePassword(
      String name, char[] password, String resetId, String evidence, Optional<KeyChange> change) {
    if (change.isPresent() && !change.get().used().equals(key)) {
      return false;
    }
    FakeRecoveryStore.Cut now = next;
    next = FakeRecoveryStore.Cut.NONE;
    if (now != FakeRecoveryStore.Cut.BEFORE_WRITE) {
      passwords.put(name, new String(password));
      resets.add(resetId);
      changes++;
      key = change.map(KeyChange::next).orElse(null);
    }
    if (now != FakeRecoveryStore.Cut.NONE) {
      throw new FakeRecoveryStore.PowerCut();
    }
    return true;
  }

  @Override
  public boolean happened(String resetId) {
    return resets.contains(resetId);
  }

  @Override
  public void unlock(String evidence) {
    unlocks++;
  }
}
