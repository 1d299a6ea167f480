package nightjar.recovery.device;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Accounts in memory; their transaction is all or nothing, and the power can be cut on either side of it.
/// Owned by one test.
public final class FakeAdministrators implements Administrators {
  private final Map<String, String> passwords = new TreeMap<>();
  private final Set<String> resets = new HashSet<>();
  private FakeRecoveryStore.Cut next = FakeRecoveryStore.Cut.NONE;
  private int changes;
  private int unlocks;

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
  public List<String> findings(String name, char[] password) {
    return password.length < 12 ? List.of("At least 12 characters.") : List.of();
  }

  @Override
  public boolean replacePassword(String name, char[] password, String resetId, String evidence) {
    FakeRecoveryStore.Cut now = next;
    next = FakeRecoveryStore.Cut.NONE;
    if (now != FakeRecoveryStore.Cut.BEFORE_WRITE) {
      passwords.put(name, new String(password));
      resets.add(resetId);
      changes++;
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
