package nightjar.portal.request;

import nightjar.accounts.Caller;
import nightjar.accounts.audit.Entry;

/// Who moves a request, for the audit chain.
public record Who(String name, String id, String address) {
  static final Who SYSTEM = new Who("system", "system", "");

  /// Somebody with the link of a letter: an address of the owner's, nobody signed in.
  static Who letter(String address) {
    return new Who("letter", "letter", address);
  }

  public static Who of(Caller caller) {
    return new Who(caller.subject().name(), caller.subject().id(), caller.address());
  }

  Entry did(String act, String object, String detail) {
    return new Entry(name, id, act, object, address, Entry.Outcome.DONE, detail);
  }

  Entry wasRefused(String act, String object, String detail) {
    return new Entry(name, id, act, object, address, Entry.Outcome.REFUSED, detail);
  }
}
