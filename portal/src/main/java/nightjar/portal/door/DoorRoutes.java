package nightjar.portal.door;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.Caller;
import nightjar.accounts.NewPerson;
import nightjar.accounts.Outcome;
import nightjar.accounts.Passkeys.PasskeyInfo;
import nightjar.accounts.SetupOutcome;
import nightjar.accounts.SignInOutcome;
import nightjar.accounts.SignedIn;
import nightjar.accounts.password.Finding;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.Call;
import nightjar.base.http.Exchange;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problem;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Work;

/// Signing in and out, passkeys, and choosing a password by a link: the same on both sites.
public final class DoorRoutes {
  public static final ProblemType WRONG_LOGIN =
      new ProblemType("wrong-login", 401, "Address, password or passkey is wrong");
  public static final ProblemType WEAK_PASSWORD =
      new ProblemType("weak-password", 422, "The password is not good enough");

  /// Each hashes a password, which takes memory and time on purpose.
  public static final Work LOGIN = new Work("sign-in", 8);

  public static final List<ProblemType> PROBLEMS =
      List.of(WRONG_LOGIN, WEAK_PASSWORD, Door.STEP_UP);

  record LoginForm(String name, String password) {}

  record AnswerForm(String answer) {}

  record PasskeyForm(String answer, String label) {}

  record Options(String options) {}

  record LinkForm(String token, String password) {}

  record PasswordForm(String password, Optional<String> name) {}

  record PasswordCheck(boolean ok, int score, List<String> reasons, List<String> hints) {}

  record PasskeyView(String id, String label, long made) {}

  record ById(String id) {}

  /// Who is signed in.
  ///
  /// @param recent proved within the last minutes
  public record Me(String id, String name, boolean administrator, boolean recent, int passkeys) {}

  private final Door door;

  public DoorRoutes(Door door) {
    this.door = door;
  }

  public void add(RouteTable<Visitor> routes) {
    routes
        .post("/session", Need.NOTHING, "Signs in with a password")
        .reads(LoginForm.class)
        .as(LOGIN)
        .gives(Me.class, this::password);
    routes.delete("/session", Need.SIGNED_IN, "Signs out").does(this::signOut);
    routes
        .get("/me", Need.SIGNED_IN, "Who one is")
        .gives(Me.class, call -> me(call.caller().caller()));
    routes
        .post("/password-check", Need.NOTHING, "What the password rule says, while it is typed")
        .reads(PasswordForm.class)
        .as(LOGIN)
        .gives(PasswordCheck.class, call -> check(call.body()));
    routes
        .post("/welcome", Need.NOTHING, "Chooses a password by the link of a letter")
        .reads(LinkForm.class)
        .as(LOGIN)
        .gives(Me.class, this::welcome);
    passkeys(routes);
  }

  private void passkeys(RouteTable<Visitor> routes) {
    routes
        .post("/passkey/options", Need.NOTHING, "What the browser asks a passkey")
        .gives(Options.class, _ -> options(door.accounts().passkeys().signInOptions()));
    routes
        .post("/passkey", Need.NOTHING, "Signs in with a passkey")
        .reads(AnswerForm.class)
        .as(LOGIN)
        .gives(
            Me.class,
            call ->
                outcome(
                    call,
                    door.accounts()
                        .passkeys()
                        .signIn(call.body().answer(), false, call.caller().client())));
    routes
        .post("/session/again/options", Need.SIGNED_IN, "The same, to prove again who one is")
        .gives(
            Options.class,
            call -> options(door.accounts().passkeys().againOptions(call.caller().caller())));
    routes
        .post("/session/again", Need.SIGNED_IN, "Proves again who one is, by a passkey")
        .reads(AnswerForm.class)
        .as(LOGIN)
        .gives(
            Me.class,
            call ->
                outcome(
                    call,
                    door.accounts()
                        .passkeys()
                        .again(
                            call.caller().caller(), call.body().answer(), call.caller().client())));
    routes
        .post("/session/again/password", Need.SIGNED_IN, "Proves again who one is, by the password")
        .reads(PasswordForm.class)
        .as(LOGIN)
        .gives(
            Me.class,
            call ->
                outcome(
                    call,
                    door.accounts()
                        .signIn()
                        .again(
                            call.caller().caller(),
                            Password.of(call.body().password()),
                            call.caller().client())));
    routes
        .get("/me/passkeys", Need.SIGNED_IN, "One's passkeys")
        .lists(
            PasskeyView.class,
            call ->
                nightjar.base.http.Listing.whole(
                    door.accounts().passkeys().list(call.caller().id()).stream()
                        .map(DoorRoutes::view)
                        .toList()));
    routes
        .post("/me/passkeys/options", Need.RECENT, "What the browser asks to make a passkey")
        .gives(
            Options.class,
            call ->
                new Options(
                    done(door.accounts().passkeys().registrationOptions(call.caller().caller()))));
    routes
        .post("/me/passkeys", Need.RECENT, "Adds a passkey")
        .reads(PasskeyForm.class)
        .makes(
            PasskeyView.class,
            call ->
                view(
                    done(
                        door.accounts()
                            .passkeys()
                            .register(
                                call.caller().caller(),
                                call.body().answer(),
                                call.body().label()))));
    routes
        .delete("/me/passkeys/{id}", Need.RECENT, "Removes a passkey")
        .takes(ById.class)
        .does(call ->
            done(door.accounts().passkeys().remove(call.caller().caller(), call.params().id())));
  }

  private static PasskeyView view(PasskeyInfo info) {
    return new PasskeyView(info.id(), info.label(), info.made().toEpochMilli() * 1_000);
  }

  private static Options options(Optional<String> options) {
    return new Options(
        options.orElseThrow(() ->
            Refusal.of(
                Problems.UNSUPPORTED,
                "Passkeys need a host name.",
                "Open this page by its name, not by an address.")));
  }

  private Me password(Call<Visitor, Nothing, LoginForm> call) {
    return outcome(
        call,
        door.accounts()
            .signIn()
            .password(
                call.body().name().strip(),
                Password.of(call.body().password()),
                false,
                call.caller().client()));
  }

  /// The session that this browser had before ends: nobody goes on with a cookie that they believe is replaced.
  private Me outcome(Call<Visitor, ?, ?> call, SignInOutcome outcome) {
    return switch (outcome) {
      case SignInOutcome.Done(SignedIn signedIn) -> {
        call.caller()
            .known()
            .filter(before -> !before.id().equals(signedIn.caller().id()))
            .ifPresent(before -> door.accounts().sessions().end(before, before.id()));
        door.begin(call.exchange(), signedIn);
        yield me(signedIn.caller());
      }
      case SignInOutcome.CodeNeeded _ ->
          throw Refusal.of(WRONG_LOGIN, "A second factor is not asked for here.", "");
      case SignInOutcome.Wrong() ->
          throw Refusal.of(WRONG_LOGIN, "Address, password or passkey is wrong.", "");
      case SignInOutcome.Wait(var duration) ->
          throw Refusal.later(
              Problems.SLOW_DOWN,
              "Too many tries failed.",
              Math.clamp(duration.toSeconds(), 1, 86_400));
      case SignInOutcome.Busy() -> throw busy();
    };
  }

  private Me welcome(Call<Visitor, Nothing, LinkForm> call) {
    SetupOutcome outcome =
        door.accounts()
            .links()
            .use(call.body().token(), Password.of(call.body().password()), call.caller().client());
    return welcomed(call.exchange(), outcome);
  }

  public Me welcomed(Exchange exchange, SetupOutcome outcome) {
    return switch (outcome) {
      case SetupOutcome.Done(SignedIn signedIn) -> {
        door.begin(exchange, signedIn);
        yield me(signedIn.caller());
      }
      case SetupOutcome.SignInNow() ->
          throw Refusal.of(Problems.NOT_SIGNED_IN, "The password is set.", "Sign in with it.");
      case SetupOutcome.TooLate(), SetupOutcome.BadLink() ->
          throw Refusal.of(Problems.GONE, "This link is used or not valid.", "Ask for a new one.");
      case SetupOutcome.BadName(boolean taken) ->
          throw Refusal.field("name", taken ? "is taken" : "cannot be used");
      case SetupOutcome.BadPassword(var findings) -> throw weak(findings);
      case SetupOutcome.Busy() -> throw busy();
    };
  }

  private void signOut(Call<Visitor, Nothing, Nothing> call) {
    Caller caller = call.caller().caller();
    door.accounts().sessions().end(caller, caller.id());
    door.end(call.exchange());
  }

  private Me me(Caller caller) {
    return new Me(
        caller.subject().id(),
        caller.subject().name(),
        door.accounts().may(caller, SiteAct.MANAGE_USERS),
        caller.recent(),
        door.accounts().passkeys().list(caller.subject().id()).size());
  }

  private PasswordCheck check(PasswordForm form) {
    Judgement judgement =
        door.accounts()
            .passwords()
            .judge(new NewPerson(form.name().orElse(""), "", null, Password.of(form.password())));
    return new PasswordCheck(
        judgement.accepted(),
        judgement.score(),
        codes(judgement.findings()),
        codes(judgement.hints()));
  }

  public static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.NotAllowed<T>() ->
          throw Refusal.of(Problems.FORBIDDEN, "You may not do this.", "");
      case Outcome.ProofNeeded<T>() ->
          throw Refusal.of(Door.STEP_UP, "Prove again who you are.", "Use your passkey once more.");
      case Outcome.NotFound<T>() -> throw Refusal.notFound("This");
      case Outcome.LastAdministrator<T>() ->
          throw Refusal.of(Problems.CONFLICT, "It is the last way in.", "Make another one first.");
      case Outcome.BadName<T>(boolean taken) ->
          throw Refusal.field("name", taken ? "is taken" : "cannot be used");
      case Outcome.BadPassword<T>(var findings) -> throw weak(findings);
      case Outcome.Wrong<T>() -> throw Refusal.of(WRONG_LOGIN, "That does not hold.", "");
      case Outcome.Wait<T>(var duration) ->
          throw Refusal.later(
              Problems.SLOW_DOWN,
              "Too many tries failed.",
              Math.clamp(duration.toSeconds(), 1, 86_400));
      case Outcome.Busy<T>() -> throw busy();
      case Outcome.Full<T>() ->
          throw Refusal.of(
              Problems.CONFLICT, "There are as many of these as there may be.", "End one first.");
    };
  }

  private static Refusal weak(Set<Finding> findings) {
    String codes = String.join(",", codes(findings));
    return new Refusal(
        new Problem(
            WEAK_PASSWORD,
            "The password is refused: " + codes,
            "Choose a longer one that nobody would guess.",
            Map.of("password", codes),
            0));
  }

  private static Refusal busy() {
    return Refusal.later(Problems.BUSY, "Too many sign in at once.", 2);
  }

  private static List<String> codes(Set<? extends Enum<?>> codes) {
    return codes.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }
}
