package nightjar.recorder.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.accounts.Caller;
import nightjar.accounts.NewPerson;
import nightjar.accounts.SetupOutcome;
import nightjar.accounts.SignInOutcome;
import nightjar.accounts.SignedIn;
import nightjar.accounts.password.Finding;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Role;
import nightjar.base.http.Call;
import nightjar.base.http.Exchange;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problem;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Work;

/// First boot, signing in and out, and who one is.
final class SessionRoutes {
  static final ProblemType WEAK_PASSWORD =
      new ProblemType("weak-password", 422, "The password is not good enough");
  static final ProblemType WRONG_LOGIN =
      new ProblemType("wrong-login", 401, "Name, password or code is wrong");

  /// Each hashes a password, which takes memory and time on purpose.
  static final Work LOGIN = new Work("sign-in", 8);

  record SetupState(boolean needed) {}

  record SetupForm(
      String token,
      String name,
      String password,
      Optional<String> fullName,
      Optional<String> birthDate,
      Optional<String> language,
      Optional<String> zone,
      Optional<String> site) {}

  record PasswordForm(String password, Optional<String> name, Optional<String> fullName) {}

  record PasswordCheck(boolean ok, int score, List<String> reasons, List<String> hints) {}

  record LoginForm(String name, String password, Optional<Boolean> remember) {}

  record SignedInView(
      String state, Optional<Me> me, Optional<String> challenge, List<String> methods) {}

  record CodeForm(String challenge, String code) {}

  record AgainForm(String password) {}

  /// @param rights by camera
  record Me(
      String id,
      String name,
      Role role,
      boolean second,
      boolean recent,
      boolean all,
      Map<String, List<Act>> rights) {}

  private final Wiring nightjar;

  SessionRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/setup", Need.NOTHING, "Whether the first administrator is still to be made")
        .gives(SetupState.class, _ -> new SetupState(nightjar.accounts().setup().needed()));
    routes
        .post("/setup", Need.NOTHING, "Makes the first administrator, by the one-time link")
        .reads(SetupForm.class)
        .as(LOGIN)
        .makes(Me.class, this::setup);
    routes
        .post("/password-check", Need.NOTHING, "What the password rule says, while it is typed")
        .reads(PasswordForm.class)
        .as(LOGIN)
        .gives(PasswordCheck.class, call -> check(call.body()));
    routes
        .post("/session", Need.NOTHING, "Signs in")
        .reads(LoginForm.class)
        .as(LOGIN)
        .gives(SignedInView.class, this::signIn);
    routes
        .post("/session/second", Need.NOTHING, "Signs in with the second factor's code")
        .reads(CodeForm.class)
        .as(LOGIN)
        .gives(
            SignedInView.class,
            call ->
                outcome(
                    call.exchange(),
                    nightjar
                        .accounts()
                        .signIn()
                        .code(
                            call.body().challenge(), call.body().code(), call.caller().client())));
    routes
        .post("/session/again", Need.SIGNED_IN, "Proves again who one is, for dangerous acts")
        .reads(AgainForm.class)
        .as(LOGIN)
        .gives(
            SignedInView.class,
            call ->
                outcome(
                    call.exchange(),
                    nightjar
                        .accounts()
                        .signIn()
                        .again(
                            call.caller().caller(),
                            Password.of(call.body().password()),
                            call.caller().client())));
    routes.delete("/session", Need.SIGNED_IN, "Signs out").does(this::signOut);
    routes
        .get("/me", Need.SIGNED_IN, "Who one is, and what one may do")
        .gives(Me.class, call -> me(call.caller().caller()));
  }

  private Me setup(Call<Visitor, Nothing, SetupForm> call) {
    SetupForm form = call.body();
    SetupOutcome outcome =
        nightjar.accounts().setup().complete(form.token(), person(form), call.caller().client());
    return switch (outcome) {
      case SetupOutcome.Done(SignedIn signedIn) -> {
        site(form);
        Cookies.begin(call.exchange(), signedIn);
        yield me(signedIn.caller());
      }
      case SetupOutcome.SignInNow() ->
          throw Refusal.of(Problems.NOT_SIGNED_IN, "The password is set.", "Sign in with it.");
      case SetupOutcome.TooLate() ->
          throw Refusal.of(
              Problems.GONE, "There is an administrator already.", "Sign in, or ask them.");
      case SetupOutcome.BadLink() ->
          throw Refusal.of(
              Problems.GONE, "This link is not valid.", "Use the newest one the recorder printed.");
      case SetupOutcome.BadName(boolean taken) ->
          throw Refusal.field("name", taken ? "is taken" : "cannot be used");
      case SetupOutcome.BadPassword(var findings) -> throw weak(findings);
      case SetupOutcome.Busy() -> throw busy();
    };
  }

  private void site(SetupForm form) {
    var before = nightjar.settings().site();
    nightjar
        .settings()
        .site(
            SystemRoutes.checked(
                new nightjar.recorder.settings.SiteEntry(
                    form.site().orElse(before.site()),
                    form.zone().orElse(before.zone()),
                    form.language().orElse(before.language()))));
  }

  private PasswordCheck check(PasswordForm form) {
    Judgement judgement =
        nightjar
            .accounts()
            .passwords()
            .judge(
                new NewPerson(
                    form.name().orElse(""),
                    form.fullName().orElse(""),
                    null,
                    Password.of(form.password())));
    return new PasswordCheck(
        judgement.accepted(),
        judgement.score(),
        codes(judgement.findings()),
        codes(judgement.hints()));
  }

  private SignedInView signIn(Call<Visitor, Nothing, LoginForm> call) {
    LoginForm form = call.body();
    return outcome(
        call.exchange(),
        nightjar
            .accounts()
            .signIn()
            .password(
                form.name(),
                Password.of(form.password()),
                form.remember().orElse(false),
                call.caller().client()));
  }

  SignedInView outcome(Exchange exchange, SignInOutcome outcome) {
    return switch (outcome) {
      case SignInOutcome.Done(SignedIn signedIn) -> {
        Cookies.begin(exchange, signedIn);
        yield new SignedInView(
            "in", Optional.of(me(signedIn.caller())), Optional.empty(), List.of());
      }
      case SignInOutcome.CodeNeeded(String ticket) ->
          new SignedInView("second", Optional.empty(), Optional.of(ticket), List.of("totp"));
      case SignInOutcome.Wrong() ->
          throw Refusal.of(WRONG_LOGIN, "Name, password or code is wrong.", "");
      case SignInOutcome.Wait(var duration) ->
          throw Refusal.later(
              Problems.SLOW_DOWN,
              "Too many tries failed.",
              Math.clamp(duration.toSeconds(), 1, 86_400));
      case SignInOutcome.Busy() -> throw busy();
    };
  }

  private void signOut(Call<Visitor, Nothing, Nothing> call) {
    Caller caller = call.caller().caller();
    nightjar.accounts().sessions().end(caller, caller.id());
    Cookies.end(call.exchange());
  }

  Me me(Caller caller) {
    Map<String, List<Act>> rights = new TreeMap<>();
    for (CameraBook.Page camera : nightjar.cameras().all()) {
      List<Act> acts = acts(nightjar, caller, camera.id());
      if (!acts.isEmpty()) {
        rights.put(camera.id(), acts);
      }
    }
    return new Me(
        caller.subject().id(),
        caller.subject().name(),
        caller.subject().role(),
        nightjar
            .accounts()
            .users()
            .find(caller.subject().id())
            .filter(u -> u.hasTotp())
            .isPresent(),
        caller.recent(),
        caller.subject().role() == Role.ADMINISTRATOR && caller.subject().scope() == null,
        rights);
  }

  static List<Act> acts(Wiring nightjar, Caller caller, String camera) {
    List<Act> acts = new ArrayList<>();
    for (Act act : Act.values()) {
      if (nightjar.gate().may(caller, act, camera)) {
        acts.add(act);
      }
    }
    return acts;
  }

  private static NewPerson person(SetupForm form) {
    return new NewPerson(
        form.name().strip(),
        form.fullName().orElse("").strip(),
        form.birthDate().map(SessionRoutes::date).orElse(null),
        Password.of(form.password()));
  }

  private static java.time.LocalDate date(String text) {
    try {
      return java.time.LocalDate.parse(text);
    } catch (java.time.DateTimeException e) {
      throw Refusal.field("birthDate", "is no date such as 1990-12-31");
    }
  }

  static Refusal weak(java.util.Set<Finding> findings) {
    String codes = String.join(",", codes(findings));
    return new Refusal(
        new Problem(
            WEAK_PASSWORD,
            "The password is refused: " + codes,
            "Choose a longer one that nobody would guess.",
            Map.of("password", codes),
            0));
  }

  static Refusal busy() {
    return Refusal.later(Problems.BUSY, "Too many sign in at once.", 2);
  }

  static List<String> codes(java.util.Set<? extends Enum<?>> codes) {
    return codes.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }
}
