package nightjar.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.Caller;
import nightjar.accounts.Outcome;
import nightjar.accounts.PersonChange;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.User;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import nightjar.base.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `nightjar user ...`: people, for who has a shell as the recorder's user; beside a running recorder, which notices within a second.
/// No password is ever typed here: a one-time link lets the person choose their own.
/// Owned by the main thread.
@Command(name = "user")
final class UserCommand implements Runnable {
  private static final String EVERY_CAMERA = "*";
  private static final Duration INVITATION = Duration.ofDays(7);
  private static final Duration RESET = Duration.ofHours(24);

  /// One line of `list`.
  private record Line(
      String id,
      String name,
      Role role,
      boolean disabled,
      boolean hasPassword,
      boolean secondFactor,
      int passkeys,
      String lastSeen) {}

  /// What `add` and `reset` print as JSON.
  private record Link(String name, String link, long hours) {}

  /// Where the accounts are, and where a browser finds the recorder.
  static final class Where {
    @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "data")
    private Path data = Path.of(".");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;
  }

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  UserCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "");
  }

  @Command(name = "list")
  void list(@picocli.CommandLine.Mixin Where where) {
    List<User> users = with(where, accounts -> accounts.users().list());
    Terminal terminal = environment.terminal();
    if (where.json) {
      terminal.json(users.stream().map(UserCommand::line).toList());
      return;
    }
    for (User user : users) {
      terminal.line(
          terminal.say(
              user.disabled() ? "user.line.disabled" : "user.line",
              user.name(),
              terminal.say("role." + user.role().name()),
              terminal.say(user.hasTotp() || user.passkeys() > 0 ? "user.second" : "user.one"),
              user.seen() == null ? terminal.say("user.never") : user.seen().toString()));
    }
  }

  @Command(name = "add")
  void add(
      @picocli.CommandLine.Mixin Where where,
      @Parameters(paramLabel = "NAME", descriptionKey = "name") String name,
      @Option(names = "--role", paramLabel = "ROLE", defaultValue = "viewer") String role,
      @Option(names = "--camera", paramLabel = "NAME") String[] cameras,
      @Option(names = "--address", paramLabel = "URL") Optional<String> address) {
    Role given = role(role);
    PersonChange change = new PersonChange(given, grants(given, cameras), null, false);
    String token =
        with(
            where,
            accounts -> {
              Caller caller = caller(accounts);
              User made = done(name, accounts.users().add(caller, name.strip(), "", change));
              return done(name, accounts.links().make(caller, made.id()));
            });
    tell(where, name, token, address, INVITATION);
  }

  @Command(name = "reset")
  void reset(
      @picocli.CommandLine.Mixin Where where,
      @Parameters(paramLabel = "NAME", descriptionKey = "name") String name,
      @Option(names = "--second-factor") boolean secondFactor,
      @Option(names = "--address", paramLabel = "URL") Optional<String> address) {
    boolean[] had = new boolean[1];
    String token =
        with(
            where,
            accounts -> {
              Caller caller = caller(accounts);
              User user = find(accounts, name);
              had[0] = user.hasPassword();
              if (secondFactor) {
                done(name, accounts.secondFactors().removeTotp(caller, user.id()));
              }
              return done(name, accounts.links().make(caller, user.id()));
            });
    tell(where, name, token, address, had[0] ? RESET : INVITATION);
  }

  @Command(name = "disable")
  void disable(
      @picocli.CommandLine.Mixin Where where,
      @Parameters(paramLabel = "NAME", descriptionKey = "name") String name) {
    able(where, name, true);
  }

  @Command(name = "enable")
  void enable(
      @picocli.CommandLine.Mixin Where where,
      @Parameters(paramLabel = "NAME", descriptionKey = "name") String name) {
    able(where, name, false);
  }

  private void able(Where where, String name, boolean disabled) {
    User changed =
        with(
            where,
            accounts -> {
              User user = find(accounts, name);
              return done(
                  name,
                  accounts
                      .users()
                      .change(
                          caller(accounts),
                          user.id(),
                          new PersonChange(user.role(), user.grants(), user.until(), disabled)));
            });
    Terminal terminal = environment.terminal();
    if (where.json) {
      terminal.json(line(changed));
    } else {
      terminal.line(terminal.say(disabled ? "user.disabled" : "user.enabled", changed.name()));
    }
  }

  private <T> T with(Where where, Function<Accounts, T> work) {
    Path own = where.data.resolve(WebApp.FOLDER);
    SiteNames names = SiteNames.read(own, "");
    AccountsConfig config =
        AccountsConfig.of(() -> new SiteFacts(names.site().zoneId(), List.of(names.site().site())));
    try (Accounts accounts =
        Accounts.openBeside(own, config, environment.clock(), new SecureRandom())) {
      return work.apply(accounts);
    }
  }

  private static Caller caller(Accounts accounts) {
    return accounts.shell(System.getProperty("user.name", "shell"));
  }

  private static User find(Accounts accounts, String name) {
    return accounts.users().list().stream()
        .filter(user -> user.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.NOT_FOUND,
                "nobody is called " + name,
                "See who there is with nightjar user list."));
  }

  private static <T> T done(String name, Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.BadName<T>(boolean taken) ->
          throw Fault.of(
              Fault.Kind.INVALID,
              "the name " + name + (taken ? " is taken" : " cannot be used"),
              "Choose another name.");
      case Outcome.LastAdministrator<T>() ->
          throw Fault.of(
              Fault.Kind.REFUSED,
              name + " is the last administrator",
              "Make another one first, with nightjar user add NAME --role administrator.");
      case Outcome.NotFound<T>() ->
          throw Fault.of(Fault.Kind.NOT_FOUND, "nobody is called " + name, "Look at the list.");
      case Outcome.Full<T>() ->
          throw Fault.of(Fault.Kind.EXHAUSTED, "there are too many people", "Remove some first.");
      case Outcome.NotAllowed<T> _,
          Outcome.ProofNeeded<T> _,
          Outcome.BadPassword<T> _,
          Outcome.Wrong<T> _,
          Outcome.Wait<T> _,
          Outcome.Busy<T> _ ->
          throw Fault.of(Fault.Kind.REFUSED, "the accounts refuse this for " + name, "Try again.");
    };
  }

  private static Role role(String name) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID,
                "there is no role " + name,
                "Give administrator, operator or viewer."));
  }

  /// As much as the role allows, on the cameras named; an administrator needs no grant.
  private static List<Grant> grants(Role role, String[] cameras) {
    if (role == Role.ADMINISTRATOR || cameras == null) {
      return List.of();
    }
    Set<String> named = new LinkedHashSet<>(List.of(cameras));
    return List.of(
        new Grant(
            named.contains(EVERY_CAMERA) ? null : named,
            role.ceiling(),
            null,
            null,
            List.of(),
            null,
            ""));
  }

  private void tell(
      Where where, String name, String token, Optional<String> address, Duration life) {
    String base = address.orElse("http://127.0.0.1:8480").replaceAll("/+$", "");
    String link = base + "/invitation#token=" + token;
    Terminal terminal = environment.terminal();
    if (where.json) {
      terminal.json(new Link(name, link, life.toHours()));
    } else {
      terminal.line(terminal.say("user.link", name, link, life.toHours()));
    }
  }

  private static Line line(User user) {
    return new Line(
        user.id(),
        user.name(),
        user.role(),
        user.disabled(),
        user.hasPassword(),
        user.hasTotp(),
        user.passkeys(),
        user.seen() == null ? "" : user.seen().toString());
  }
}
