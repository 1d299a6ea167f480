package nightjar.recovery.authority;

import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import org.jspecify.annotations.Nullable;

/// The authority's lines of JSON: a request in, an answer out. Safe for any thread because the authority is.
public final class AuthorityDesk {
  public enum Ask {
    SUBMIT,
    CHECK,
    ISSUE,
    /// A page of what was done; no request goes with it.
    BOOK
  }

  /// A line in.
  public record Question(
      int v, @Nullable Ask ask, @Nullable AuthorityRequest request, @Nullable Integer page) {}

  public enum Is {
    SUBMITTED,
    ISSUED,
    REFUSED,
    BOOK,
    NOT_UNDERSTOOD
  }

  /// A line out. `text` is the statement to sign, the sealed answer, the reason or a [Book.Page]; `number` the cool-down in seconds, the
  /// reveal or the page.
  public record Answer(int v, Is is, String text, long number) {}

  static final int VERSION = 1;

  private final Json json = new Json();
  private final Authority authority;

  public AuthorityDesk(Authority authority) {
    this.authority = authority;
  }

  public String answer(String line) {
    return json.writeLine(
        read(line).map(this::decide).orElse(new Answer(VERSION, Is.NOT_UNDERSTOOD, "", 0)));
  }

  private Optional<Question> read(String line) {
    try {
      return Optional.ofNullable(json.read(line, Question.class, "the request"))
          .filter(q -> q.v == VERSION && q.ask != null);
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  private Answer decide(Question question) {
    Ask ask = question.ask;
    AuthorityRequest request = question.request;
    if (ask == Ask.BOOK) {
      int page = question.page == null ? 0 : question.page;
      return new Answer(VERSION, Is.BOOK, json.writeLine(authority.book().page(page)), page);
    }
    if (ask == null || request == null) {
      return new Answer(VERSION, Is.NOT_UNDERSTOOD, "", 0);
    }
    Decision decision =
        switch (ask) {
          case SUBMIT -> authority.submit(request);
          case CHECK -> authority.checkApprovals(request);
          case ISSUE -> authority.issue(request);
          case BOOK -> throw new IllegalStateException("answered above");
        };
    return switch (decision) {
      case Decision.Submitted(String statement, var coolDown) ->
          new Answer(VERSION, Is.SUBMITTED, statement, coolDown.toSeconds());
      case Decision.Issued(String sealed, int reveal) ->
          new Answer(VERSION, Is.ISSUED, sealed, reveal);
      case Decision.Refused(Decision.Reason reason) ->
          new Answer(VERSION, Is.REFUSED, reason.name(), 0);
    };
  }
}
