package nightjar.portal.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;
import nightjar.portal.mail.Letters;
import nightjar.portal.mail.Outbox;
import nightjar.portal.request.Devices.Device;
import nightjar.recovery.wire.QrPayload;

/// Who is told what about a request: whoever asked, and the owner of record, who can stop it with one tap and without signing in.
/// Safe for any thread because the database is.
public final class Notices {
  private final Ground ground;
  private final Requests requests;
  private final Devices devices;
  private final Outbox outbox;
  private final Phones phones;

  public Notices(Ground ground, Requests requests, Devices devices, Outbox outbox, Phones phones) {
    this.ground = ground;
    this.requests = requests;
    this.devices = devices;
    this.outbox = outbox;
    this.phones = phones;
  }

  /// Part of the transaction that moved the request, so that no move goes untold. It only notes that; whom it concerns is found
  /// in [#write], for a move that somebody waits for must take as long for a recorder that has an owner as for one that nobody knows.
  void tell(Sql sql, RecoveryRequest request, Letters.Kind kind) {
    sql.update(
        "INSERT INTO notice (request, kind, text) VALUES (?, ?, ?)",
        request.id(),
        kind.name(),
        request.question());
  }

  private record Notice(long id, String request, Letters.Kind kind, String text) {}

  /// Makes letters of what is to be told.
  void write() {
    List<Notice> due =
        ground
            .database()
            .read(sql ->
                sql.query(
                    "SELECT id, request, kind, text FROM notice ORDER BY id LIMIT 200",
                    row ->
                        new Notice(
                            row.getLong(1),
                            row.getString(2),
                            Letters.Kind.valueOf(row.getString(3)),
                            row.getString(4))));
    for (Notice notice : due) {
      ground
          .database()
          .write(sql -> {
            int mine = sql.update("DELETE FROM notice WHERE id = ?", notice.id);
            if (mine > 0) {
              requests
                  .find(sql, notice.request)
                  .ifPresent(request -> letters(sql, request, notice));
            }
            return mine;
          });
    }
  }

  /// The address and the numbers of the owner of record, and those of whoever asked.
  private void letters(Sql sql, RecoveryRequest request, Notice notice) {
    Optional<String> owner = owner(sql, request);
    boolean stoppable = request.state().stoppable();
    Map<String, Boolean> letters = new LinkedHashMap<>();
    owner.flatMap(id -> address(sql, id)).ifPresent(to -> letters.put(to, true));
    address(sql, request.customer()).ifPresent(to -> letters.putIfAbsent(to, false));
    boolean anothers = !owner.equals(Optional.of(request.customer()));
    String page = ground.address() + "/requests/" + request.id();
    letters.forEach((to, owners) -> {
      Letters.Kind kind = owners ? notice.kind.toOwner() : notice.kind;
      String veto = owners && stoppable ? vetoLink(sql, request) : "";
      String language = request.language();
      if (owners && anothers) {
        outbox.putBoth(sql, to, language, kind, request.id(), page, veto, notice.text);
      } else {
        outbox.put(sql, to, language, kind, request.id(), page, veto, notice.text);
      }
    });
    owner.ifPresent(id -> {
      text(sql, id, request, notice.kind.toOwner(), stoppable);
      push(sql, id, request, notice.kind.toOwner(), stoppable);
    });
    if (!owner.equals(Optional.of(request.customer()))) {
      text(sql, request.customer(), request, notice.kind, false);
      push(sql, request.customer(), request, notice.kind, false);
    }
  }

  private void text(
      Sql sql, String person, RecoveryRequest request, Letters.Kind kind, boolean veto) {
    for (Phones.Told told : phones.told(sql, person)) {
      String link = veto ? vetoLink(sql, request) : "";
      outbox.putText(sql, told.number(), told.language(), kind, request.id(), link);
    }
  }

  private void push(
      Sql sql, String person, RecoveryRequest request, Letters.Kind kind, boolean veto) {
    for (Pushes.Told browser : Pushes.told(sql, person)) {
      String page = request.customer().equals(person) ? "/requests/" + request.id() : "/account";
      String link = veto ? veto(sql, request) : "";
      outbox.putPush(sql, browser.id(), browser.language(), kind, request.id(), page, link);
    }
  }

  private Optional<String> owner(Sql sql, RecoveryRequest request) {
    String deviceId =
        QrPayload.read(request.qr())
            .map(q -> q.body().device().deviceId())
            .orElse(request.deviceId());
    return devices.find(sql, deviceId).map(Device::owner);
  }

  private static Optional<String> address(Sql sql, String customer) {
    return sql.first("SELECT name FROM person WHERE id = ?", row -> row.getString(1), customer);
  }

  private String vetoLink(Sql sql, RecoveryRequest request) {
    return ground.address() + veto(sql, request);
  }

  private String veto(Sql sql, RecoveryRequest request) {
    Token token = Token.make(TokenKind.VETO, ground.random());
    sql.update("INSERT INTO veto (hash, request) VALUES (?, ?)", token.hash(), request.id());
    return "/veto#token=" + token.text();
  }

  /// What came of the link in a letter.
  public enum Veto {
    STOPPED,
    /// The code has been shown, or the request has ended already.
    TOO_LATE,
    NO_LINK
  }

  /// Stops the request; asking again is no error.
  public Veto veto(String text, String from) {
    Optional<Token> token = Token.parse(text, TokenKind.VETO);
    if (token.isEmpty()) {
      return Veto.NO_LINK;
    }
    return ground
        .audit()
        .write(sql -> {
          Optional<RecoveryRequest> request =
              sql.first(
                      "SELECT request FROM veto WHERE hash = ?",
                      row -> row.getString(1),
                      token.get().hash())
                  .flatMap(id -> requests.find(sql, id));
          if (request.isEmpty()) {
            return Veto.NO_LINK;
          }
          if (request.get().state() == State.VETOED) {
            return Veto.STOPPED;
          }
          if (!request.get().state().stoppable()) {
            return Veto.TOO_LATE;
          }
          RecoveryRequest moved =
              requests.move(sql, request.get(), State.VETOED, Who.letter(from), "");
          tell(sql, moved, Letters.Kind.VETOED);
          return Veto.STOPPED;
        });
  }
}
