package nightjar.portal.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.portal.mail.PushSender;
import nightjar.portal.mail.PushServices;
import nightjar.portal.mail.Subscription;
import nightjar.recovery.crypto.RawKeys;

/// Browsers that are told of requests. They come beside the letter and never instead of it, so that taking one away silences nobody. Safe for any
/// thread because the database is.
public final class Pushes implements PushSender.Book {
  private static final int MOST = 10;
  private static final int ID_BYTES = 8;
  private static final int AUTH_BYTES = 16;
  private static final int LONGEST_LABEL = 100;

  /// A browser of somebody's.
  ///
  /// @param label what it calls itself
  public record Push(String id, String label, long made) {}

  record Told(String id, String language) {}

  private final Ground ground;
  private final PushServices services;
  private final Json json = new Json();

  public Pushes(Ground ground, PushServices services) {
    this.ground = ground;
    this.services = services;
  }

  /// Empty when it is none that may be used: not at a push service that we know, or keys that are none, or too many.
  public Optional<Push> add(Who who, Subscription subscription, String label, String language) {
    if (!services.allows(subscription.endpoint()) || !keys(subscription)) {
      return Optional.empty();
    }
    String kept = Typed.line(label, LONGEST_LABEL);
    return ground
        .audit()
        .write(sql -> {
          String id = id(who, subscription);
          sql.update("DELETE FROM push WHERE id = ?", id);
          if (of(sql, who.id()).size() >= MOST) {
            return Optional.empty();
          }
          var push = new Push(id, kept, ground.now());
          sql.update(
              "INSERT INTO push (id, person, sealed, label, language, made_us) VALUES (?, ?, ?, ?, ?, ?)",
              id,
              who.id(),
              ground.vault().seal(context(id), json.writeLine(subscription).getBytes(UTF_8)),
              kept,
              language,
              push.made());
          ground.audit().append(sql, who.did("push.add", id, ""));
          return Optional.of(push);
        });
  }

  /// Whether it was there.
  public boolean remove(Who who, String id) {
    return ground
        .audit()
        .write(sql -> {
          int gone = sql.update("DELETE FROM push WHERE id = ? AND person = ?", id, who.id());
          if (gone > 0) {
            ground.audit().append(sql, who.did("push.remove", id, ""));
          }
          return gone > 0;
        });
  }

  public List<Push> of(String person) {
    return ground.database().read(sql -> of(sql, person));
  }

  private static List<Push> of(Sql sql, String person) {
    return sql.query(
        "SELECT id, label, made_us FROM push WHERE person = ? ORDER BY made_us",
        row -> new Push(row.getString(1), row.getString(2), row.getLong(3)),
        person);
  }

  static List<Told> told(Sql sql, String person) {
    return sql.query(
        "SELECT id, language FROM push WHERE person = ? ORDER BY made_us",
        row -> new Told(row.getString(1), row.getString(2)),
        person);
  }

  @Override
  public Optional<Subscription> find(String id) {
    return ground
        .database()
        .read(sql -> sql.first("SELECT sealed FROM push WHERE id = ?", row -> row.getString(1), id))
        .flatMap(sealed -> ground.vault().unseal(context(id), sealed))
        .map(plain -> json.read(new String(plain, UTF_8), Subscription.class, "a subscription"));
  }

  @Override
  public void forget(String id) {
    ground.database().write(sql -> sql.update("DELETE FROM push WHERE id = ?", id));
  }

  /// The same browser is the same subscription, however often it says so; the database learns nothing of where it is.
  private String id(Who who, Subscription subscription) {
    byte[] hash = ground.vault().sign("push " + who.id(), subscription.endpoint().getBytes(UTF_8));
    return "b_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }

  /// A point that is off the curve is refused before anything is agreed with it.
  private static boolean keys(Subscription subscription) {
    try {
      Base64.Decoder base64 = Base64.getUrlDecoder();
      RawKeys.P256.key(Bytes.of(base64.decode(subscription.p256dh())));
      return base64.decode(subscription.auth()).length == AUTH_BYTES;
    } catch (IllegalArgumentException | Fault _) {
      return false;
    }
  }

  private static String context(String id) {
    return "push " + id;
  }
}
