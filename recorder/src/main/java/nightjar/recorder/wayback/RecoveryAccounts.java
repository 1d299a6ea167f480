package nightjar.recorder.wayback;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Reset;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.base.Bytes;
import nightjar.recovery.device.Administrators;

/// The accounts as recovery sees them. Findings are the names of `nightjar.accounts.password.Finding`, which the console puts
/// into words. Safe for any thread because the accounts are.
record RecoveryAccounts(Reset reset) implements Administrators {
  @Override
  public List<String> names() {
    return reset.administrators();
  }

  @Override
  public Judged judge(String name, char[] password) {
    Judgement judgement = reset.judge(name, Password.of(new String(password)));
    return new Judged(
        judgement.findings().stream().map(Enum::name).sorted().toList(), judgement.score());
  }

  @Override
  public boolean replacePassword(
      String name, char[] password, String resetId, String evidence, Optional<KeyChange> key) {
    Password chosen = Password.of(new String(password));
    var change = key.map(k -> new Reset.KeyChange(hex(k.used()), hex(k.next())));
    return reset.replacePassword(name, chosen, resetId, evidence, change);
  }

  @Override
  public Optional<Bytes> printedKey() {
    return reset.printedKey().map(Bytes::fromHex);
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
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
