package nightjar.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.Caller;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.rights.Role;
import nightjar.accounts.rights.Subject;
import nightjar.accounts.secret.Vault;
import nightjar.base.Bytes;
import nightjar.base.time.FakeClock;
import nightjar.pictures.Pictures;
import nightjar.portal.db.PostgresDatabase;
import nightjar.portal.mail.Outbox;
import nightjar.recovery.authority.Authority;
import nightjar.recovery.authority.AuthorityClient;
import nightjar.recovery.authority.AuthorityDesk;
import nightjar.recovery.authority.AuthorityKeys;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.FakeAdministrators;
import nightjar.recovery.device.FakeFootage;
import nightjar.recovery.device.FakeRecoveryStore;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.device.VendorKey;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.identity.DeviceKey;
import nightjar.recovery.socket.LineServer;

/// Two recorders, a portal on a real PostgreSQL and a real authority behind its socket, in one process and at one clock; each
/// recorder's own clock can be set. Owned by the walk's thread.
final class Walk implements AutoCloseable {
  static final String NAME = "Ada";

  /// A recorder: its disk and accounts are faked and survive a power cut.
  static final class Box {
    final FakeClock clock = new FakeClock(START);
    final FakeRecoveryStore store = new FakeRecoveryStore();
    final FakeAdministrators administrators = new FakeAdministrators(NAME, "of old");
    private final RecoveryDevice.Parts parts;
    RecoveryDevice device;

    Box(DeviceFolder born, VendorKey vendor, Random random) {
      parts =
          new RecoveryDevice.Parts(
              born.identity(),
              new Remembering(born.key()),
              List.of(vendor),
              "0.1.0",
              ZoneOffset.UTC,
              store,
              administrators,
              new FakeFootage(),
              clock,
              random,
              (_, _, _) -> {});
      device = RecoveryDevice.open(parts);
    }

    void boot() {
      device = RecoveryDevice.open(parts);
    }

    String id() {
      return parts.identity().deviceId();
    }

    LocalDate today() {
      return LocalDate.ofInstant(
          Instant.ofEpochSecond(clock.wallMicros() / 1_000_000), ZoneOffset.UTC);
    }
  }

  /// A reviewer's own key, which the authority knows.
  record Reviewer(Caller caller, java.security.KeyPair key) {
    String sign(String statement) {
      byte[] signature =
          Crypto.sign(
              key.getPrivate(), statement.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(signature);
    }
  }

  /// Curves are exact but slow: what this key said before it says again.
  private static final class Remembering implements DeviceKey {
    private final DeviceKey key;
    private final Map<Bytes, byte[]> secrets = new HashMap<>();
    private final Map<Bytes, byte[]> signatures = new HashMap<>();

    Remembering(DeviceKey key) {
      this.key = key;
    }

    @Override
    public RawKeys curve() {
      return key.curve();
    }

    @Override
    public Bytes agreementPublic() {
      return key.agreementPublic();
    }

    @Override
    public Bytes signingPublic() {
      return key.signingPublic();
    }

    @Override
    public byte[] agree(Bytes theirs) {
      return secrets.computeIfAbsent(theirs, key::agree).clone();
    }

    @Override
    public byte[] sign(byte[] message) {
      return signatures.computeIfAbsent(Bytes.of(message), _ -> key.sign(message)).clone();
    }
  }

  private static final Instant START = Instant.parse("2026-03-14T10:00:00Z");

  final FakeClock clock = new FakeClock(START);
  final List<Box> boxes = new ArrayList<>();
  final List<Caller> customers = new ArrayList<>();
  final List<Reviewer> reviewers = new ArrayList<>();
  final Requests requests;
  final Asking asking;
  final Review review;
  final Progress progress;
  final Notices notices;
  final Outbox outbox;
  final AuthorityClient client;
  final PostgresDatabase database;
  private final Path folder;
  private final AuthorityKeys keys;
  private final Registry registry;
  private final Accounts accounts;
  private final Pictures pictures;
  private Authority authority;
  private LineServer socket;

  Walk(Path folder, PostgresDatabase database, AuthorityKeys keys, int kid, Random random) {
    this.folder = folder;
    this.database = database;
    this.keys = keys;
    registry = Registry.open(folder.resolve("authority").resolve("registry.json"));
    authority = Authority.open(folder.resolve("authority"), keys, registry, clock);
    socket = listen();
    accounts =
        Accounts.open(
            database,
            folder,
            AccountsConfig.of(() -> new SiteFacts(ZoneOffset.UTC, List.of())),
            clock,
            random);
    client = new AuthorityClient(folder.resolve("s"));
    var ground =
        new Ground(
            accounts,
            database,
            Vault.open(folder.resolve(Vault.NAME), random),
            client,
            clock,
            random,
            (_, _, _) -> {},
            Duration.ofDays(7),
            () -> "http://portal.test");
    pictures = Pictures.open(folder.resolve("pictures"), (_, _, _) -> {});
    outbox = new Outbox(database, ground.vault(), clock, ground.log());
    requests = new Requests(ground);
    var devices = new Devices(ground);
    notices = new Notices(ground, requests, devices, outbox, new Phones(ground, outbox));
    progress = new Progress(ground, requests, devices, notices, new PictureShelf(ground, pictures));
    asking = new Asking(ground, requests, devices, notices, progress);
    review = new Review(ground, requests, notices);
    people(random);
    for (int i = 0; i < 2; i++) {
      DeviceFolder born =
          DeviceFolder.open(
              folder.resolve("box" + i),
              DeviceFolder.Given.NOTHING,
              LocalDate.of(2026, 3, 14),
              random);
      registry.put(Registry.Device.of(born));
      assertThat(devices.put(Who.SYSTEM, Registry.Device.of(born))).isTrue();
      boxes.add(new Box(born, new VendorKey(kid, keys.publicKey()), random));
    }
    // The first recorder is the first customer's, the second nobody's.
    database.write(sql ->
        sql.update(
            "UPDATE recorder SET owner = ? WHERE device_id = ?",
            customers.getFirst().subject().id(),
            boxes.getFirst().id()));
  }

  /// The owner signs in with a passkey of old, so that their request counts as theirs.
  void ownerIsThere() {
    long now = clock.wallMicros();
    database.write(sql ->
        sql.update(
            "INSERT INTO passkey (id, person, label, credential, counter, backup_eligible, backed_up,"
                + " made_us, seen_us) VALUES ('k', ?, '', '', 0, 0, 0, 0, ?)"
                + " ON CONFLICT (id) DO UPDATE SET seen_us = excluded.seen_us",
            customers.getFirst().subject().id(),
            now));
  }

  /// The request's place in the desk's order, which PostgreSQL would draw by itself: a seed is the same walk each time.
  void draw(RecoveryRequest request, double draw) {
    database.write(
        sql -> sql.update("UPDATE request SET draw = ? WHERE id = ?", draw, request.id()));
  }

  Box boxOf(RecoveryRequest request) {
    return boxes.stream()
        .filter(box -> box.id().equals(request.deviceId()))
        .findFirst()
        .orElseThrow();
  }

  private LineServer listen() {
    return LineServer.start(
        folder.resolve("s"), new AuthorityDesk(authority)::answer, (_, _, _) -> {});
  }

  private void people(Random random) {
    for (int i = 0; i < 8; i++) {
      String id = "p" + i + "-" + random.nextInt(1_000_000_000);
      String name = "p" + i + "@walk.test";
      database.write(sql ->
          sql.update(
              "INSERT INTO person (id, name, name_key, full_name, role, grants, disabled, totp_step,"
                  + " totp_steady, made_us) VALUES (?, ?, ?, '', 'VIEWER', '', 0, 0, 0, 0)",
              id,
              name,
              name));
      Caller caller = caller(id, name);
      if (i < 5) {
        customers.add(caller);
      } else {
        var key = Crypto.pair(RawKeys.ED25519);
        String raw =
            java.util.HexFormat.of().formatHex(RawKeys.ED25519.raw(key.getPublic()).toArray());
        registry.put(new Registry.Approver(id, RawKeys.ED25519, raw, true));
        reviewers.add(new Reviewer(caller, key));
      }
    }
  }

  private static Caller caller(String id, String name) {
    var subject = new Subject(id, name, Role.VIEWER, List.of(), null, null, "", ZoneOffset.UTC);
    return new Caller(subject, Caller.Via.SESSION, id, true, "127.0.0.1");
  }

  /// All clocks together.
  void advance(Duration by) {
    clock.advance(by);
    boxes.forEach(box -> box.clock.advance(by));
  }

  /// The authority's process ends and another begins: its chain is all it knows.
  void restartAuthority() {
    socket.close();
    authority.close();
    authority = Authority.open(folder.resolve("authority"), keys, registry, clock);
    socket = listen();
  }

  /// Rows of every table, as text.
  List<String> dump() {
    return database.read(sql -> {
      List<String> rows = new ArrayList<>();
      for (String table :
          sql.query(
              "SELECT table_name FROM information_schema.tables WHERE table_schema = 'portal'",
              row -> row.getString(1))) {
        rows.addAll(sql.query("SELECT t::text FROM " + table + " t", row -> row.getString(1)));
      }
      return rows;
    });
  }

  Optional<RecoveryRequest> any(Random random) {
    return database.read(sql ->
        sql.first(
            "SELECT "
                + RecoveryRequest.COLUMNS
                + " FROM request WHERE draw >= ? ORDER BY draw LIMIT 1",
            RecoveryRequest::read,
            random.nextDouble()));
  }

  @Override
  public void close() {
    socket.close();
    authority.close();
    pictures.close();
    accounts.close();
  }
}
