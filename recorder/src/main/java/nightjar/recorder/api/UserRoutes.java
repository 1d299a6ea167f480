package nightjar.recorder.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.Caller;
import nightjar.accounts.PersonChange;
import nightjar.accounts.SetupOutcome;
import nightjar.accounts.SignInOutcome;
import nightjar.accounts.User;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;

/// People: invited by a link, given rights, removed.
final class UserRoutes {
  private static final String EVERY_CAMERA = "*";

  /// @param camera an id, or `*` for every camera
  record GrantView(String camera, List<Act> acts) {}

  record UserView(
      String id,
      String name,
      String fullName,
      Role role,
      List<GrantView> grants,
      Optional<Long> until,
      Optional<String> purpose,
      boolean disabled,
      boolean second,
      boolean hasPassword,
      Optional<Long> lastSeen,
      Optional<String> invitation) {}

  record NewUser(
      String name,
      Optional<String> fullName,
      Role role,
      List<GrantView> grants,
      Optional<Long> until,
      Optional<String> purpose) {}

  record UserChange(
      Role role,
      List<GrantView> grants,
      Optional<Long> until,
      Optional<String> purpose,
      Optional<Boolean> disabled) {}

  record ById(String id) {}

  record BySession(String id, String session) {}

  record Token(String token) {}

  record UseForm(String token, String password) {}

  record Offer(String name, boolean reset) {}

  private final Wiring nightjar;
  private final SessionRoutes sessions;

  UserRoutes(Wiring nightjar, SessionRoutes sessions) {
    this.nightjar = nightjar;
    this.sessions = sessions;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/users", Need.MANAGE_USERS, "Everybody")
        .lists(
            UserView.class,
            _ ->
                Listing.whole(
                    nightjar.accounts().users().list().stream().map(u -> view(u)).toList()));
    routes
        .post("/users", Need.MANAGE_USERS, "Makes a person and the link with which they come in")
        .reads(NewUser.class)
        .makes(UserView.class, this::make);
    routes
        .get("/users/{id}", Need.MANAGE_USERS, "One person")
        .takes(ById.class)
        .gives(
            UserView.class,
            call ->
                view(
                    nightjar
                        .accounts()
                        .users()
                        .find(call.params().id())
                        .orElseThrow(() -> Refusal.notFound("This person"))));
    routes
        .put("/users/{id}", Need.MANAGE_USERS, "Changes role, rights or end")
        .takes(ById.class)
        .reads(UserChange.class)
        .gives(
            UserView.class,
            call ->
                view(
                    Outcomes.done(
                        nightjar
                            .accounts()
                            .users()
                            .change(
                                call.caller().caller(), call.params().id(), change(call.body())))));
    routes
        .delete("/users/{id}", Need.MANAGE_USERS, "Removes a person and every way in they had")
        .takes(ById.class)
        .does(call -> {
          Caller caller = call.caller().caller();
          Outcomes.done(nightjar.accounts().users().remove(caller, call.params().id()));
          LayoutRoutes.forgetWhoIsGone(nightjar);
        });
    links(routes);
    routes
        .get("/users/{id}/sessions", Need.MANAGE_USERS, "Where a person is signed in")
        .takes(ById.class)
        .lists(
            MeRoutes.SessionView.class,
            call ->
                Listing.whole(
                    MeRoutes.views(nightjar, call.caller().caller(), call.params().id())));
    routes
        .delete("/users/{id}/sessions/{session}", Need.MANAGE_USERS, "Ends a person's session")
        .takes(BySession.class)
        .does(call -> {
          Caller caller = call.caller().caller();
          if (!nightjar.accounts().sessions().end(caller, call.params().session())) {
            throw Refusal.notFound("This session");
          }
        });
  }

  private void links(RouteTable<Visitor> routes) {
    routes
        .post("/users/{id}/invitation", Need.MANAGE_USERS, "A new one-time link for a person")
        .takes(ById.class)
        .makes(
            Token.class,
            call ->
                new Token(
                    Outcomes.done(
                        nightjar
                            .accounts()
                            .links()
                            .make(call.caller().caller(), call.params().id()))));
    routes
        .post("/invitation/look", Need.NOTHING, "Whom a one-time link is for")
        .reads(Token.class)
        .as(SessionRoutes.LOGIN)
        .gives(
            Offer.class,
            call ->
                nightjar
                    .accounts()
                    .links()
                    .look(call.body().token())
                    .map(offer -> new Offer(offer.name(), offer.reset()))
                    .orElseThrow(UserRoutes::gone));
    routes
        .post("/invitation", Need.NOTHING, "Sets one's password by a one-time link, and signs in")
        .reads(UseForm.class)
        .as(SessionRoutes.LOGIN)
        .gives(SessionRoutes.SignedInView.class, this::use);
  }

  private UserView make(Call<Visitor, Nothing, NewUser> call) {
    NewUser form = call.body();
    Caller caller = call.caller().caller();
    var change =
        new PersonChange(
            form.role(), grants(form.grants(), form.purpose()), instant(form.until()), false);
    User made =
        Outcomes.done(
            nightjar
                .accounts()
                .users()
                .add(caller, form.name().strip(), form.fullName().orElse("").strip(), change));
    String token = Outcomes.done(nightjar.accounts().links().make(caller, made.id()));
    return view(made, Optional.of(token));
  }

  private SessionRoutes.SignedInView use(Call<Visitor, Nothing, UseForm> call) {
    SetupOutcome outcome =
        nightjar
            .accounts()
            .links()
            .use(call.body().token(), Password.of(call.body().password()), call.caller().client());
    return switch (outcome) {
      case SetupOutcome.Done(var signedIn) ->
          sessions.outcome(call.exchange(), new SignInOutcome.Done(signedIn));
      case SetupOutcome.SignInNow() ->
          new SessionRoutes.SignedInView("sign-in", Optional.empty(), Optional.empty(), List.of());
      case SetupOutcome.TooLate(), SetupOutcome.BadLink() -> throw gone();
      case SetupOutcome.BadName(boolean taken) ->
          throw Refusal.field("name", taken ? "is taken" : "cannot be used");
      case SetupOutcome.BadPassword(var findings) -> throw SessionRoutes.weak(findings);
      case SetupOutcome.Busy() -> throw SessionRoutes.busy();
    };
  }

  private PersonChange change(UserChange form) {
    return new PersonChange(
        form.role(),
        grants(form.grants(), form.purpose()),
        instant(form.until()),
        form.disabled().orElse(false));
  }

  private static Refusal gone() {
    return Refusal.of(Problems.GONE, "This link is used or has ended.", "Ask for a new one.");
  }

  private static @org.jspecify.annotations.Nullable Instant instant(Optional<Long> micros) {
    return micros.map(each -> Instant.ofEpochMilli(each / 1_000)).orElse(null);
  }

  private List<Grant> grants(List<GrantView> views, Optional<String> purpose) {
    List<Grant> grants = new ArrayList<>();
    for (GrantView view : views) {
      boolean every = view.camera().equals(EVERY_CAMERA);
      if (!every && !nightjar.cameras().has(view.camera())) {
        throw Refusal.field("grants", "name the unknown camera " + view.camera());
      }
      grants.add(
          new Grant(
              every ? null : Set.of(view.camera()),
              Set.copyOf(view.acts()),
              null,
              null,
              List.of(),
              null,
              purpose.orElse("")));
    }
    return grants;
  }

  private static UserView view(User user) {
    return view(user, Optional.empty());
  }

  private static UserView view(User user, Optional<String> invitation) {
    Map<String, Set<Act>> byCamera = new LinkedHashMap<>();
    for (Grant grant : user.grants()) {
      Set<String> cameras = grant.cameras();
      for (String camera : cameras == null ? Set.of(EVERY_CAMERA) : cameras) {
        byCamera.computeIfAbsent(camera, _ -> new java.util.TreeSet<>()).addAll(grant.acts());
      }
    }
    List<GrantView> grants = new ArrayList<>();
    byCamera.forEach((camera, acts) -> grants.add(new GrantView(camera, List.copyOf(acts))));
    return new UserView(
        user.id(),
        user.name(),
        user.fullName(),
        user.role(),
        grants,
        MeRoutes.optionalMicros(user.until()),
        user.grants().stream().map(Grant::purpose).filter(each -> !each.isEmpty()).findFirst(),
        user.disabled(),
        user.hasTotp() || user.passkeys() > 0,
        user.hasPassword(),
        MeRoutes.optionalMicros(user.seen()),
        invitation);
  }
}
