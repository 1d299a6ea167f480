package nightjar.recorder.wayback;

import java.util.List;
import nightjar.accounts.Reset;
import nightjar.accounts.password.Password;
import nightjar.recovery.device.Administrators;

/// The accounts as recovery sees them. Findings are the names of `nightjar.accounts.password.Finding`, which the console puts
/// into words. Safe for any thread because the accounts are.
record RecoveryAccounts(Reset reset) implements Administrators {
  @Override
  public List<String> names() {
    return reset.administrators();
  }

  @Override
  public List<String> findings(String name, char[] password) {
    return reset.judge(name, Password.of(new String(password))).findings().stream()
        .map(Enum::name)
        .sorted()
        .toList();
  }

  @Override
  public boolean replacePassword(String name, char[] password, String resetId, String evidence) {
    return reset.replacePassword(name, Password.of(new String(password)), resetId, evidence);
  }

  @Override
  public boolean happened(String resetId) {
    return reset.happened(resetId);
  }

  @Override
  public void unlock(String evidence) {
    reset.unlock(evidence);
  }
}
