package nightjar.portal;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.accounts.secret.Vault;
import nightjar.base.files.PrivateFile;
import nightjar.base.http.HttpLimits;
import nightjar.base.http.HttpServer;
import nightjar.base.http.Site;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.pictures.Pictures;
import nightjar.portal.api.PortalSite;
import nightjar.portal.db.OwnPostgres;
import nightjar.portal.db.PortalSchema;
import nightjar.portal.db.PostgresAddress;
import nightjar.portal.db.PostgresDatabase;
import nightjar.portal.door.Door;
import nightjar.portal.mail.FolderMailer;
import nightjar.portal.mail.Mailer;
import nightjar.portal.mail.Mailers;
import nightjar.portal.mail.Outbox;
import nightjar.portal.mail.Post;
import nightjar.portal.mail.PushKey;
import nightjar.portal.mail.PushSender;
import nightjar.portal.mail.PushServices;
import nightjar.portal.mail.SmtpMailer;
import nightjar.portal.mail.TextGateway;
import nightjar.portal.request.Asking;
import nightjar.portal.request.Devices;
import nightjar.portal.request.Ground;
import nightjar.portal.request.Notices;
import nightjar.portal.request.Phones;
import nightjar.portal.request.PictureShelf;
import nightjar.portal.request.Progress;
import nightjar.portal.request.Pushes;
import nightjar.portal.request.Reconciling;
import nightjar.portal.request.Requests;
import nightjar.portal.request.Review;
import nightjar.portal.review.ReviewSite;
import nightjar.recovery.authority.AuthorityClient;

/// The portal: two sites on two ports over one database, and a thread that moves what waits for no person.
/// Safe for any thread because its parts are, and it only starts and stops.
public final class Portal implements AutoCloseable {
  private static final Duration ROUND = Duration.ofSeconds(5);

  /// A reviewer who went away is signed out soon; nobody reviews for longer than a day's work.
  private static final Duration DESK_IDLE = Duration.ofMinutes(15);

  private static final Duration DESK_LONGEST = Duration.ofHours(8);

  /// A picture of a few megabytes over a poor mobile connection.
  private static final HttpLimits LIMITS =
      HttpLimits.DEFAULT.withTimes(
          HttpLimits.DEFAULT.head(), Duration.ofMinutes(3), HttpLimits.DEFAULT.idle());

  private final PortalConfig config;
  private final Stores stores;
  private final Devices devices;
  private final Rounds rounds;
  private final Reconciling reconciling;
  private final Reader reader;
  private final AtomicReference<Optional<Doors>> doors;
  private final Stop stop = new Stop();

  /// What is open below the sites, in the order in which it was opened.
  private record Stores(
      Optional<OwnPostgres> own,
      PostgresDatabase customerData,
      PostgresDatabase deskData,
      Accounts customers,
      Accounts reviewers) {
    void close() {
      customers.close();
      reviewers.close();
      own.ifPresent(OwnPostgres::close);
    }
  }

  private record Doors(HttpServer customers, HttpServer desk) {}

  private Portal(
      PortalConfig config,
      Stores stores,
      Devices devices,
      Rounds rounds,
      Reconciling reconciling,
      Reader reader,
      AtomicReference<Optional<Doors>> doors) {
    this.config = config;
    this.stores = stores;
    this.devices = devices;
    this.rounds = rounds;
    this.reconciling = reconciling;
    this.reader = reader;
    this.doors = doors;
  }

  public static Portal start(PortalConfig config, Clock clock, EventLog log) {
    var random = new SecureRandom();
    var doors = new AtomicReference<Optional<Doors>>(Optional.empty());
    Supplier<String> customerOrigin =
        () -> origin(config, doors.get().map(Doors::customers).orElseThrow());
    Supplier<String> deskOrigin = () -> origin(config, doors.get().map(Doors::desk).orElseThrow());
    Supplier<RelyingParty> deskParty =
        () -> new RelyingParty(config.host(), "Nightjar review", Set.of(deskOrigin.get()));
    Stores stores = open(config, customerOrigin, deskParty, clock, random);
    var ground =
        new Ground(
            stores.customers,
            stores.customerData,
            Vault.open(config.data().resolve(Vault.NAME), random),
            new AuthorityClient(config.authority()),
            clock,
            random,
            log,
            config.settled(),
            customerOrigin);
    var outbox = new Outbox(ground.database(), ground.vault(), clock, log);
    var requests = new Requests(ground);
    var devices = new Devices(ground);
    var phones = new Phones(ground, outbox);
    var services = new PushServices(config.pushToLoopback());
    var pushes = new Pushes(ground, services);
    PushKey pushKey = PushKey.open(config.data().resolve(PushKey.NAME));
    var pushSender =
        new PushSender(pushes, services, pushKey, clock, () -> "https://" + config.host());
    var notices = new Notices(ground, requests, devices, outbox, phones);
    var pictures = Pictures.open(config.data().resolve("pictures"), log);
    var shelf = new PictureShelf(ground, pictures);
    var progress = new Progress(ground, requests, devices, notices, shelf);
    var reconciling = new Reconciling(ground, devices);
    var rounds =
        new Rounds(
            progress, new Post(outbox, mailer(config, pushSender, clock), log), reconciling, log);
    List<Site> customerSites =
        PortalSite.of(
            new PortalSite.Parts(
                ground,
                new Door(stores.customers, "nightjar-portal"),
                new Asking(ground, requests, devices, notices, progress),
                requests,
                devices,
                notices,
                phones,
                config.sendsTexts(),
                pushes,
                pushKey.publicKey(),
                shelf,
                outbox,
                rounds::soon));
    List<Site> deskSites =
        ReviewSite.of(
            ground,
            new Door(stores.reviewers, "nightjar-review"),
            stores.deskData,
            deskParty,
            new Review(ground, requests, notices),
            reconciling,
            devices,
            shelf,
            deskOrigin,
            rounds::soon);
    var portal =
        new Portal(
            config,
            stores,
            devices,
            rounds,
            reconciling,
            new Reader(pictures, progress, log),
            doors);
    boolean good = false;
    try {
      HttpServer customers = serve(config, config.customers(), customerSites, clock, log);
      HttpServer desk = serve(config, config.desk(), deskSites, clock, log);
      doors.set(Optional.of(new Doors(customers, desk)));
      Thread.ofVirtual().name("portal rounds").start(() -> portal.keepMoving(clock));
      portal.reader.start(clock);
      good = true;
      return portal;
    } finally {
      if (!good) {
        portal.close();
      }
    }
  }

  private static Stores open(
      PortalConfig config,
      Supplier<String> customerOrigin,
      Supplier<RelyingParty> deskParty,
      Clock clock,
      RandomGenerator random) {
    Path data = config.data();
    Path deskFolder = data.resolve("desk");
    PrivateFile.makeFolder(deskFolder);
    Optional<OwnPostgres> own =
        config.database().isPresent()
            ? Optional.empty()
            : Optional.of(OwnPostgres.start(data.resolve("postgres"), random));
    PostgresAddress address =
        config.database().or(() -> own.map(OwnPostgres::address)).orElseThrow();
    PostgresDatabase customerData = PostgresDatabase.open(address, "portal", PortalSchema::migrate);
    PostgresDatabase deskData = PostgresDatabase.open(address, "desk", PortalSchema::migrateDesk);
    Supplier<SiteFacts> facts = () -> new SiteFacts(ZoneOffset.UTC, List.of("nightjar", "portal"));
    AccountsConfig usual =
        AccountsConfig.of(facts)
            .withPasskeys(() ->
                Optional.of(
                    new RelyingParty(config.host(), "Nightjar", Set.of(customerOrigin.get()))));
    AccountsConfig strict =
        new AccountsConfig(
            usual.profile(),
            usual.cost(),
            usual.hashesAtOnce(),
            DESK_IDLE,
            DESK_LONGEST,
            usual.recent(),
            facts,
            () -> Optional.of(deskParty.get()));
    return new Stores(
        own,
        customerData,
        deskData,
        Accounts.open(customerData, data, usual, clock, random),
        Accounts.open(deskData, deskFolder, strict, clock, random));
  }

  private static Mailer mailer(PortalConfig config, Mailer pushes, Clock clock) {
    Mailer folder = new FolderMailer(config.data().resolve("mail"), clock);
    return new Mailers(
        config.mail().<Mailer>map(server -> new SmtpMailer(server, clock)).orElse(folder),
        config.texts().<Mailer>map(TextGateway::new).orElse(folder),
        pushes);
  }

  /// Without a certificate nothing but this machine reaches it.
  private static HttpServer serve(
      PortalConfig config, HttpServer.Address where, List<Site> sites, Clock clock, EventLog log) {
    boolean tls = config.key().isPresent();
    return HttpServer.start(
        tls ? Optional.empty() : Optional.of(where),
        tls ? Optional.of(where) : Optional.empty(),
        config.key(),
        sites,
        LIMITS,
        clock,
        log);
  }

  private static String origin(PortalConfig config, HttpServer server) {
    return server
        .httpsPort()
        .map(port -> "https://" + config.host() + (port == 443 ? "" : ":" + port))
        .or(() -> server.httpPort().map(port -> "http://" + config.host() + ":" + port))
        .orElseThrow();
  }

  private void keepMoving(Clock clock) {
    while (!clock.sleep(ROUND, stop)) {
      rounds.soon();
    }
  }

  /// Where owners come in.
  public String address() {
    return origin(config, doors.get().orElseThrow().customers);
  }

  /// Where reviewers come in.
  public String deskAddress() {
    return origin(config, doors.get().orElseThrow().desk);
  }

  /// The one-time token that makes the review desk's first administrator, while there is none.
  public Optional<String> setupToken() {
    return stores.reviewers.setup().offer();
  }

  /// The recorders it knows.
  public Devices devices() {
    return devices;
  }

  /// Reads pictures that wait for a worker, now rather than within a minute.
  public void readPictures() {
    reader.now();
  }

  /// Moves on what waits for nobody, and sends letters, now rather than within seconds.
  public void round() {
    rounds.now();
  }

  /// Compares all codes now rather than within a minute.
  public void compareCodes() {
    reconciling.compare();
  }

  @Override
  public void close() {
    stop.request();
    doors
        .get()
        .ifPresent(d -> {
          d.customers.close();
          d.desk.close();
        });
    reader.close();
    rounds.close();
    stores.close();
  }
}
