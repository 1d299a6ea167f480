package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.audit.Verdict;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import nightjar.accounts.rights.Scope;
import nightjar.accounts.rights.SiteAct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {
  private static final PersonChange GUARD =
      new PersonChange(
          Role.VIEWER, List.of(Grant.on(Set.of("door"), Set.of(Act.LIVE))), null, false);

  @TempDir Path folder;
  private Site site;
  private Caller owner;

  @BeforeEach
  void open() {
    site = new Site(folder);
    owner = site.owner().caller();
  }

  @AfterEach
  void close() {
    assertThat(site.accounts.audit().verify()).isInstanceOf(Verdict.Whole.class);
    site.close();
  }

  private User guard() {
    return Site.value(site.accounts.users().add(owner, "guard", "", GUARD));
  }

  private SignedIn guardIn() {
    String link = Site.value(site.accounts.links().make(owner, guard().id()));
    return Site.done(site.accounts.links().use(link, Password.of(Site.PASSWORD), Site.HOME));
  }

  @Test
  void anInvitedPersonSetsTheirOwnPasswordAndMayWhatWasGranted() {
    SignedIn guard = guardIn();
    assertThat(site.accounts.may(guard.caller(), Act.LIVE, "door").allowed()).isTrue();
    assertThat(site.accounts.may(guard.caller(), Act.LIVE, "shop").allowed()).isFalse();
    assertThat(site.accounts.may(guard.caller(), Act.PLAYBACK, "door").allowed()).isFalse();
    assertThat(site.accounts.may(guard.caller(), SiteAct.MANAGE_USERS)).isFalse();
    Site.done(site.signIn("guard", Site.PASSWORD, Site.HOME));
  }

  @Test
  void aPersonWithoutAPasswordCannotSignInAndALinkWorksOnce() {
    String id = guard().id();
    assertThat(site.signIn("guard", "", Site.HOME)).isEqualTo(new SignInOutcome.Wrong());
    String old = Site.value(site.accounts.links().make(owner, id));
    String link = Site.value(site.accounts.links().make(owner, id));
    var password = Password.of(Site.PASSWORD);
    assertThat(site.accounts.links().use(old, password, Site.HOME))
        .isEqualTo(new SetupOutcome.BadLink());
    assertThat(site.accounts.links().look(link)).contains(new Links.Offer("guard", false));
    Site.done(site.accounts.links().use(link, password, Site.HOME));
    assertThat(site.accounts.links().use(link, password, Site.HOME))
        .isEqualTo(new SetupOutcome.BadLink());
  }

  @Test
  void anInvitationExpiresAfterSevenDaysWhateverTheWallClockSays() {
    String link = Site.value(site.accounts.links().make(owner, guard().id()));
    site.clock.stepWall(Duration.ofDays(4_000));
    assertThat(site.accounts.links().look(link)).isPresent();
    site.clock.stepWall(Duration.ofDays(-8_000));
    site.clock.advance(Duration.ofDays(7));
    assertThat(site.accounts.links().look(link)).isEmpty();
  }

  @Test
  void whoDoesNotAdministerChangesNobody() {
    Caller guard = guardIn().caller();
    assertThat(site.accounts.users().add(guard, "friend", "", GUARD))
        .isEqualTo(new Outcome.NotAllowed<>());
    assertThat(site.accounts.users().remove(guard, owner.subject().id()))
        .isEqualTo(new Outcome.NotAllowed<>());
    assertThat(site.accounts.links().make(guard, owner.subject().id()))
        .isEqualTo(new Outcome.NotAllowed<>());
    assertThat(site.accounts.sessions().end(guard, owner.id())).isFalse();
    assertThat(site.accounts.sessions().endOthers(guard, owner.subject().id())).isZero();
  }

  @Test
  void anOldProofIsNotEnoughToChangePeopleUntilItIsGivenAgain() {
    SignedIn in = Site.done(site.signIn("owner", Site.PASSWORD, Site.HOME));
    site.clock.advance(Duration.ofMinutes(11));
    Caller late = site.accounts.sessions().caller(in.cookie(), Site.HOME).orElseThrow();
    assertThat(site.accounts.users().add(late, "guard", "", GUARD))
        .isEqualTo(new Outcome.ProofNeeded<>());
    assertThat(site.accounts.signIn().again(late, Password.of("wrong"), Site.HOME))
        .isEqualTo(new SignInOutcome.Wrong());
    SignedIn again =
        Site.done(site.accounts.signIn().again(late, Password.of(Site.PASSWORD), Site.HOME));
    assertThat(site.accounts.sessions().caller(in.cookie(), Site.HOME))
        .as("the cookie from before the proof")
        .isEmpty();
    Caller fresh = site.accounts.sessions().caller(again.cookie(), Site.HOME).orElseThrow();
    assertThat(site.accounts.users().add(fresh, "guard", "", GUARD))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void theLastAdministratorStays() {
    String id = owner.subject().id();
    var viewer = new PersonChange(Role.VIEWER, List.of(), null, false);
    var disabled = new PersonChange(Role.ADMINISTRATOR, List.of(), null, true);
    var ending =
        new PersonChange(Role.ADMINISTRATOR, List.of(), site.accountsNow().plusSeconds(60), false);
    for (PersonChange change : List.of(viewer, disabled, ending)) {
      assertThat(site.accounts.users().change(owner, id, change))
          .isEqualTo(new Outcome.LastAdministrator<>());
    }
    assertThat(site.accounts.users().remove(owner, id))
        .isEqualTo(new Outcome.LastAdministrator<>());
    // An invited one who never came is nobody to rely on.
    var second = new PersonChange(Role.ADMINISTRATOR, List.of(), null, false);
    Site.value(site.accounts.users().add(owner, "second", "", second));
    assertThat(site.accounts.users().remove(owner, id))
        .isEqualTo(new Outcome.LastAdministrator<>());
    assertThat(site.accounts.sessions().byId(owner.id())).isPresent();
  }

  @Test
  void removingAPersonEndsAllThatLetThemIn() {
    SignedIn guard = guardIn();
    var scope = new Scope(Set.of(Act.LIVE), null, Set.of());
    ApiTokens.Created token =
        Site.value(
            site.accounts.apiTokens().create(guard.caller(), "wall", scope, Duration.ofDays(9)));
    StreamKeys.Created key =
        Site.value(site.accounts.streamKeys().create(guard.caller(), "other system", null));
    String id = guard.caller().subject().id();
    assertThat(site.accounts.users().whatEnds(id)).isEqualTo(new Ending(1, 0, 1, 1, 0));
    assertThat(site.accounts.apiTokens().caller(token.text(), Site.AWAY)).isPresent();
    assertThat(site.accounts.streamKeys().find(key.info().name()))
        .hasValueSatisfying(k -> assertThat(k.password()).isEqualTo(key.password()));
    long revision = site.accounts.revision();
    Site.value(site.accounts.users().remove(owner, id));
    assertThat(site.accounts.revision()).isGreaterThan(revision);
    assertThat(site.accounts.sessions().caller(guard.cookie(), Site.HOME)).isEmpty();
    assertThat(site.accounts.apiTokens().caller(token.text(), Site.AWAY)).isEmpty();
    assertThat(site.accounts.streamKeys().find(key.info().name())).isEmpty();
    assertThat(site.signIn("guard", Site.PASSWORD, Site.HOME)).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void aDisabledPersonGetsTheAnswerOfAWrongPassword() {
    SignedIn guard = guardIn();
    String id = guard.caller().subject().id();
    Site.value(
        site.accounts
            .users()
            .change(owner, id, new PersonChange(Role.VIEWER, List.of(), null, true)));
    assertThat(site.accounts.sessions().caller(guard.cookie(), Site.HOME)).isEmpty();
    assertThat(site.signIn("guard", Site.PASSWORD, Site.HOME)).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void anApiTokenIsNarrowerThanItsPersonAndChangesNobody() {
    var scope = new Scope(Set.of(Act.LIVE), Set.of("door"), Set.of());
    ApiTokens.Created token =
        Site.value(site.accounts.apiTokens().create(owner, "script", scope, Duration.ofDays(30)));
    Caller program = site.accounts.apiTokens().caller(token.text(), Site.AWAY).orElseThrow();
    assertThat(site.accounts.may(program, Act.LIVE, "door").allowed()).isTrue();
    assertThat(site.accounts.may(program, Act.LIVE, "shop").allowed()).isFalse();
    assertThat(site.accounts.may(program, Act.EXPORT, "door").allowed()).isFalse();
    assertThat(site.accounts.users().add(program, "friend", "", GUARD))
        .isEqualTo(new Outcome.NotAllowed<>());
    assertThat(site.accounts.apiTokens().create(program, "more", scope, Duration.ofDays(1)))
        .isEqualTo(new Outcome.NotAllowed<>());
    site.clock.advance(Duration.ofDays(30));
    assertThat(site.accounts.apiTokens().caller(token.text(), Site.AWAY)).isEmpty();
  }

  @Test
  void anApiTokenEndsThoughTheClockWasSetBack() {
    var scope = new Scope(Set.of(Act.LIVE), null, Set.of());
    ApiTokens.Created token =
        Site.value(site.accounts.apiTokens().create(owner, "script", scope, Duration.ofDays(30)));
    site.clock.stepWall(Duration.ofDays(-3_650));
    assertThat(site.accounts.apiTokens().caller(token.text(), Site.AWAY)).isPresent();
    site.clock.advance(Duration.ofDays(30));
    assertThat(site.accounts.apiTokens().caller(token.text(), Site.AWAY)).isEmpty();
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndNotThisOne() {
    SignedIn phone = Site.done(site.signIn("owner", Site.PASSWORD, Site.AWAY));
    var old = Password.of(Site.PASSWORD);
    assertThat(site.accounts.passwords().change(owner, Password.of("?"), old, Site.HOME))
        .isEqualTo(new Outcome.Wrong<>());
    assertThat(site.accounts.passwords().change(owner, old, old, Site.HOME))
        .isInstanceOf(Outcome.BadPassword.class);
    var fresh = Password.of("Quatre-7-lanternes sur le mur");
    Site.value(site.accounts.passwords().change(owner, old, fresh, Site.HOME));
    assertThat(site.accounts.sessions().caller(phone.cookie(), Site.AWAY)).isEmpty();
    assertThat(site.accounts.sessions().byId(owner.id())).isPresent();
    assertThat(site.signIn("owner", Site.PASSWORD, Site.HOME)).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void aResetGivesOneAdministratorANewPasswordAndEndsEverythingElse() {
    SignedIn guard = guardIn();
    var scope = new Scope(Set.of(Act.LIVE), null, Set.of());
    String token =
        Site.value(site.accounts.apiTokens().create(owner, "x", scope, Duration.ofDays(1))).text();
    for (int i = 0; i < 9; i++) {
      site.signIn("owner", "guess", Site.AWAY);
    }
    Reset reset = site.accounts.reset();
    var fresh = Password.of("Quatre-7-lanternes sur le mur");
    assertThat(reset.administrators()).containsExactly("owner");
    assertThat(reset.replacePassword("guard", fresh, "r1", "", Optional.empty()))
        .as("no administrator")
        .isFalse();
    assertThat(reset.happened("r1")).isFalse();
    assertThat(reset.replacePassword("owner", fresh, "r2", "request 7K2Q", Optional.empty()))
        .isTrue();
    assertThat(reset.happened("r2")).isTrue();
    assertThat(site.accounts.sessions().byId(owner.id())).isEmpty();
    assertThat(site.accounts.sessions().caller(guard.cookie(), Site.HOME)).isEmpty();
    assertThat(site.accounts.apiTokens().caller(token, Site.HOME)).isEmpty();
    assertThat(site.accounts.sessions().endedByReset(guard.cookie()))
        .hasValueSatisfying(ended -> {
          assertThat(ended.name()).isEqualTo("guard");
          assertThat(ended.own()).isFalse();
        });
    assertThat(site.accounts.sessions().endedByReset(token))
        .hasValueSatisfying(ended -> assertThat(ended.own()).isTrue());
    assertThat(site.signIn("owner", Site.PASSWORD, Site.HOME)).isEqualTo(new SignInOutcome.Wrong());
    Site.done(site.signIn("owner", "Quatre-7-lanternes sur le mur", Site.AWAY));
    Site.done(site.signIn("guard", Site.PASSWORD, Site.HOME));
  }

  @Test
  void whoWasThereShowsInTheAuditLogWithoutSecrets() {
    guardIn();
    site.signIn("owner", "my-secret-typo", Site.AWAY);
    site.signIn("my-secret-typo", "x", Site.AWAY);
    var acts =
        site.accounts.audit().page(Long.MAX_VALUE, 100).stream()
            .map(link -> link.entry().act())
            .toList();
    assertThat(acts)
        .contains("setup.complete", "session.begin", "user.add", "link.invite", "link.use");
    assertThat(site.accounts.audit().page(Long.MAX_VALUE, 100).toString())
        .doesNotContain("my-secret-typo", Site.PASSWORD, "njs_", "nji_");
  }
}
