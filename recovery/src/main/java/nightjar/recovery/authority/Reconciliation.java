package nightjar.recovery.authority;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what four parties say of the same codes: the key, the authority, the portal and the recorders. What one of them has and
/// the next one lacks is a finding, and a reason to look for who was there.
public final class Reconciliation {
  public enum Kind {
    /// The key made a secret for which no code was given out.
    KEY_WITHOUT_ISSUE,
    /// The authority gave out a code that the portal never asked for, or showed to nobody.
    ISSUE_WITHOUT_REQUEST,
    /// The portal says that it showed a code of which the authority knows nothing.
    SHOWN_WITHOUT_ISSUE,
    /// A recorder took a code of which the authority knows nothing.
    USED_WITHOUT_ISSUE
  }

  /// Something that does not match.
  ///
  /// @param about the request or the recorder
  public record Finding(Kind kind, String about, String detail) {}

  /// What the portal says of one request.
  public record Shown(String requestId, int codes) {}

  /// What a recorder signed: it took the code of this nonce.
  public record Used(String deviceId, String nonce) {}

  private Reconciliation() {}

  /// The key against the authority.
  public static List<Finding> ofKey(Book book) {
    Map<String, Integer> issued = new HashMap<>();
    book.issues().forEach(issue -> issued.merge(issue.deviceId(), issue.codes(), Integer::sum));
    List<Finding> found = new ArrayList<>();
    for (Book.KeyUse use : book.keyUses()) {
      int codes = issued.getOrDefault(use.deviceId(), 0);
      if (use.times() > codes) {
        found.add(new Finding(Kind.KEY_WITHOUT_ISSUE, use.deviceId(), use.times() + " > " + codes));
      }
    }
    return found;
  }

  /// The authority against the portal.
  public static List<Finding> ofPortal(Book book, List<Shown> shown) {
    Map<String, Integer> told = new HashMap<>();
    shown.forEach(each -> told.put(each.requestId(), each.codes()));
    List<Finding> found = new ArrayList<>();
    for (Book.Issue issue : book.issues()) {
      Integer codes = told.remove(issue.requestId());
      int there = codes == null ? 0 : codes;
      if (issue.codes() != there) {
        found.add(
            new Finding(
                issue.codes() > there ? Kind.ISSUE_WITHOUT_REQUEST : Kind.SHOWN_WITHOUT_ISSUE,
                issue.requestId(),
                issue.codes() + " : " + there));
      }
    }
    told.forEach((request, codes) -> {
      if (codes > 0) {
        found.add(new Finding(Kind.SHOWN_WITHOUT_ISSUE, request, "0 : " + codes));
      }
    });
    return found;
  }

  /// The recorders against the authority.
  public static List<Finding> ofRecorders(Book book, List<Used> used) {
    Set<Used> issued = new HashSet<>();
    book.issues().forEach(issue -> issued.add(new Used(issue.deviceId(), issue.nonce())));
    return used.stream()
        .filter(each -> !issued.contains(each))
        .map(each -> new Finding(Kind.USED_WITHOUT_ISSUE, each.deviceId(), each.nonce()))
        .toList();
  }

  /// Of the requests that are `over`: those whose code was given out and that no recorder says it took. Nothing is wrong by that alone:
  /// people find their password, or never sent what their recorder signed.
  public static List<String> unused(Book book, Collection<String> over, List<Used> used) {
    Set<Used> taken = Set.copyOf(used);
    return book.issues().stream()
        .filter(issue -> over.contains(issue.requestId()))
        .filter(issue -> !taken.contains(new Used(issue.deviceId(), issue.nonce())))
        .map(Book.Issue::requestId)
        .toList();
  }
}
