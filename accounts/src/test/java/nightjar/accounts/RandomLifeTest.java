package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import nightjar.accounts.audit.Verdict;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import nightjar.accounts.rights.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random acts of random people beside the simplest possible model of what they open and end. After each act every cookie and token
/// ever given out is tried: what the model says is over must be over, at once.
class RandomLifeTest {
  private static final int STEPS = 120;

  private static final class Model {
    final Set<String> people =
        new LinkedHashSet<>(); // ids are random: the seed alone decides the order
    final Set<String> disabled = new HashSet<>();
    final Map<String, String> cookies = new HashMap<>();
    final Map<String, String> tokens = new HashMap<>();
    final Set<String> over = new HashSet<>();

    boolean opens(String secret, String person) {
      return !over.contains(secret) && people.contains(person) && !disabled.contains(person);
    }

    void endCookies(String person, String but) {
      cookies.forEach((cookie, owner) -> {
        if (owner.equals(person) && !cookie.equals(but)) {
          over.add(cookie);
        }
      });
    }
  }

  @TempDir Path folder;
  private final Model model = new Model();
  private Site site;
  private SignedIn owner;

  @BeforeEach
  void open() {
    site = new Site(folder);
    owner = site.owner();
    model.people.add(owner.caller().subject().id());
    model.cookies.put(owner.cookie(), owner.caller().subject().id());
  }

  @AfterEach
  void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_122})
  void whatIsOverIsOverAtOnce(long seed) {
    var random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      String act = act(step, random);
      String when = "seed " + seed + " step " + step + " after " + act;
      model.cookies.forEach((cookie, person) ->
          assertThat(site.accounts.sessions().caller(cookie, Site.HOME).isPresent())
              .as(when)
              .isEqualTo(model.opens(cookie, person)));
      model.tokens.forEach((token, person) ->
          assertThat(site.accounts.apiTokens().caller(token, Site.HOME).isPresent())
              .as(when)
              .isEqualTo(model.opens(token, person)));
    }
    assertThat(site.accounts.audit().verify()).isInstanceOf(Verdict.Whole.class);
  }

  private String act(int step, Random random) {
    Caller admin = site.accounts.sessions().caller(owner.cookie(), Site.HOME).orElseThrow();
    List<String> people = new ArrayList<>(model.people);
    String person = people.get(random.nextInt(people.size()));
    boolean isOwner = person.equals(admin.subject().id());
    return switch (random.nextInt(10)) {
      case 0, 1 -> invite(admin, "p" + step);
      case 2, 3, 4 -> signIn(person);
      case 5 -> endOthers(admin, person, isOwner);
      case 6 -> isOwner ? "nothing" : toggle(admin, person);
      case 7 -> isOwner ? "nothing" : remove(admin, person);
      case 8 -> model.disabled.contains(person) ? "nothing" : token(person);
      default -> {
        site.restart();
        yield "restart";
      }
    };
  }

  private String invite(Caller admin, String name) {
    String id = Site.value(site.accounts.users().add(admin, name, "", given(false))).id();
    String link = Site.value(site.accounts.links().make(admin, id));
    SignedIn in = Site.done(site.accounts.links().use(link, Password.of(Site.PASSWORD), Site.HOME));
    model.people.add(id);
    model.cookies.put(in.cookie(), id);
    return "invite";
  }

  private String signIn(String person) {
    String name = site.accounts.users().find(person).orElseThrow().name();
    boolean welcome = !model.disabled.contains(person);
    SignInOutcome outcome =
        welcome ? patientSignIn(name) : site.signIn(name, Site.PASSWORD, Site.HOME);
    assertThat(outcome instanceof SignInOutcome.Done).isEqualTo(welcome);
    if (outcome instanceof SignInOutcome.Done(SignedIn in)) {
      model.cookies.put(in.cookie(), person);
    }
    return "sign in";
  }

  /// Who was tried too often while disabled is asked to wait once enabled again, and does.
  private SignInOutcome patientSignIn(String name) {
    SignInOutcome outcome = site.signIn(name, Site.PASSWORD, Site.HOME);
    if (outcome instanceof SignInOutcome.Wait(Duration wait)) {
      site.clock.advance(wait);
      outcome = site.signIn(name, Site.PASSWORD, Site.HOME);
    }
    return outcome;
  }

  private String endOthers(Caller admin, String person, boolean isOwner) {
    site.accounts.sessions().endOthers(admin, person);
    model.endCookies(person, isOwner ? owner.cookie() : "");
    return "end sessions";
  }

  private String toggle(Caller admin, String person) {
    boolean disable = !model.disabled.remove(person);
    Site.value(site.accounts.users().change(admin, person, given(disable)));
    if (disable) {
      model.disabled.add(person);
      model.endCookies(person, "");
    }
    return disable ? "disable" : "enable";
  }

  private String remove(Caller admin, String person) {
    Site.value(site.accounts.users().remove(admin, person));
    model.people.remove(person);
    model.disabled.remove(person);
    return "remove";
  }

  private String token(String person) {
    String name = site.accounts.users().find(person).orElseThrow().name();
    SignedIn in = Site.done(patientSignIn(name));
    model.cookies.put(in.cookie(), person);
    var scope = new Scope(Set.of(Act.LIVE), null, Set.of());
    ApiTokens.Created created =
        Site.value(site.accounts.apiTokens().create(in.caller(), "x", scope, Duration.ofDays(300)));
    model.tokens.put(created.text(), person);
    return "token";
  }

  private static PersonChange given(boolean disabled) {
    return new PersonChange(
        Role.VIEWER, List.of(Grant.everywhere(Set.of(Act.LIVE))), null, disabled);
  }
}
