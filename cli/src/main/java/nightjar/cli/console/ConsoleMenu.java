package nightjar.cli.console;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nightjar.base.Fault;
import nightjar.cli.console.Page.Choice;
import nightjar.recovery.console.Answer;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.console.Request;
import nightjar.recovery.console.Request.Ask;
import nightjar.recovery.identity.SerialNumber;
import nightjar.recovery.qr.QrCode;
import org.jspecify.annotations.Nullable;

/// The on-screen menu: Info, Forgot password, Main Menu > Account Settings > Update Password. It draws pages and asks the
/// recorder; it knows neither a terminal nor a secret but what is being typed.
/// Owned by the console's thread.
public final class ConsoleMenu {
  private enum Place {
    HOME,
    QUICK,
    INFO,
    FORGOT,
    MAIN,
    ACCOUNT,
    OLD_PASSWORD,
    RECOVERY_KEY,
    LOSS,
    LOSS_AGAIN,
    ADMINISTRATOR,
    NEW_PASSWORD,
    SAVED
  }

  /// A code with prefix and hyphens has 22 characters; a password at most 128 (accounts).
  private static final int LONGEST_FIELD = 128;

  private final Function<Request, Answer> recorder;
  private final Words english;
  private final Words french;
  private Words words;
  private Place place = Place.HOME;
  private int focus;
  private final StringBuilder typed = new StringBuilder();
  private boolean hidden;
  private String message = "";
  private InfoScreen info;
  private String session = "";
  private String administrator = "";
  private List<String> administrators = List.of();
  private List<String> findings = List.of();
  private Answer.@Nullable Loss loss;
  private boolean ended;

  public ConsoleMenu(
      Function<Request, Answer> recorder, Words english, Words french, boolean inFrench) {
    this.recorder = recorder;
    this.english = english;
    this.french = french;
    this.words = inFrench ? french : english;
    this.info = fetch(recorder);
  }

  public boolean ended() {
    return ended;
  }

  /// Asks the recorder anew: the date, the cameras, this minute's QR code.
  public void refresh() {
    info = fetch(recorder);
  }

  public Screen screen(int columns, int rows) {
    return Screen.of(page(), focus, columns, rows);
  }

  public void input(Input input, Screen seen) {
    switch (input) {
      case Input.Press(Input.Key key) -> press(key);
      case Input.Typed(int codePoint) -> type(codePoint);
      case Input.Click(_, int row, boolean right) -> {
        if (right) {
          go(place == Place.QUICK ? Place.HOME : Place.QUICK);
        } else {
          seen.choiceAt(row).ifPresent(this::choose);
        }
      }
    }
  }

  private void press(Input.Key key) {
    int choices = page().choices().size();
    switch (key) {
      case UP -> focus = Math.floorMod(focus - 1, choices);
      case DOWN -> focus = Math.floorMod(focus + 1, choices);
      case ENTER -> choose(focus);
      case ESCAPE -> go(place == Place.HOME ? Place.QUICK : Place.HOME);
      case INFO -> go(Place.INFO);
      case BACKSPACE -> {
        if (!typed.isEmpty()) {
          typed.setLength(typed.offsetByCodePoints(typed.length(), -1));
          judge();
        }
      }
      case END -> ended = true;
    }
  }

  private void type(int codePoint) {
    if (page().field().isEmpty()) {
      if (codePoint == 'q' || codePoint == 'Q') {
        ended = true;
      }
    } else if (typed.length() < LONGEST_FIELD) {
      typed.appendCodePoint(codePoint);
      message = "";
      judge();
    }
  }

  private void choose(int index) {
    List<Choice> choices = page().choices();
    if (index < choices.size()) {
      choices.get(index).act().run();
    }
  }

  private void go(Place next) {
    place = next;
    focus = 0;
    message = "";
    wipe();
    findings = List.of();
    refresh();
  }

  private void wipe() {
    for (int i = 0; i < typed.length(); i++) {
      typed.setCharAt(i, ' ');
    }
    typed.setLength(0);
  }

  private Page page() {
    return switch (place) {
      case HOME -> home();
      case QUICK -> quick();
      case INFO -> infoPage();
      case FORGOT -> forgot();
      case MAIN ->
          Page.of(say("main"), List.of(), to("account", Place.ACCOUNT), to("back", Place.HOME));
      case ACCOUNT ->
          Page.of(
              say("account"), List.of(), to("update", Place.OLD_PASSWORD), to("back", Place.MAIN));
      case OLD_PASSWORD -> oldPassword();
      case RECOVERY_KEY -> recoveryKey();
      case LOSS -> loss();
      case LOSS_AGAIN -> lossAgain();
      case ADMINISTRATOR -> chooseAdministrator();
      case NEW_PASSWORD -> newPassword();
      case SAVED -> saved();
    };
  }

  private Page home() {
    return Page.of(
        "Nightjar " + info.software(),
        List.of(say("recording", info.recording(), info.cameras()), "", say("keys")),
        to("info", Place.INFO),
        to("main", Place.MAIN),
        new Choice(say("language"), this::otherLanguage),
        new Choice(say("exit"), () -> ended = true));
  }

  private Page quick() {
    return Page.of(
        "Nightjar",
        List.of(),
        to("info", Place.INFO),
        to("main", Place.MAIN),
        new Choice(say("language"), this::otherLanguage),
        to("close", Place.HOME));
  }

  /// The four labels are the same in every language, as on the sticker and in the portal's form; French stands beside them.
  private Page infoPage() {
    OffsetDateTime now = OffsetDateTime.parse(info.time());
    List<String> lines = new ArrayList<>();
    lines.add(row("Model Number", "model", info.model()));
    lines.add(row("Device ID", "device-id", info.deviceId()));
    lines.add(row("Serial Number", "serial", SerialNumber.grouped(info.serial())));
    String zone = now.getOffset().getTotalSeconds() == 0 ? "UTC" : "UTC" + now.getOffset();
    String time = now.toLocalTime().toString().substring(0, 5);
    lines.add(row("Date", "date", date(now.toLocalDate()) + ", " + time + " " + zone));
    lines.add("");
    InfoScreen.Recovery live = info.recovery();
    if (live == null) {
      lines.add(say("no-recovery"));
      lines.add(say("recording", info.recording(), info.cameras()));
      return Page.of(say("info"), lines, to("forgot", Place.FORGOT), to("close", Place.HOME));
    }
    lines.add(row("Request code", "request-code", live.requestCode()));
    OffsetDateTime started = OffsetDateTime.parse(live.started());
    lines.add(
        say(
            "started",
            date(started.toLocalDate()),
            started.toLocalTime().toString().substring(0, 5),
            live.triesLeft()));
    lines.add(say("help-at", info.portal()));
    lines.add(say("recording", info.recording(), info.cameras()));
    return new Page(
        say("info"),
        lines,
        Optional.empty(),
        List.of(
            to("enter-code", Place.OLD_PASSWORD),
            new Choice(say("cancel-recovery"), this::cancel),
            to("close", Place.HOME)),
        Optional.of(QrCode.of(live.link(), QrCode.Robustness.SCREEN)));
  }

  private Page forgot() {
    List<String> lines = new ArrayList<>(say("ladder").lines().toList());
    if (!message.isEmpty()) {
      lines.add("");
      lines.add(message);
    }
    return Page.of(
        say("forgot"),
        lines,
        new Choice(say("start"), this::start),
        to("use-key", Place.RECOVERY_KEY),
        to("enter-code", Place.OLD_PASSWORD),
        to("back", Place.INFO));
  }

  /// After the printed key, the one that takes its place is here, once.
  private Page saved() {
    List<String> lines = new ArrayList<>(List.of(message));
    findings.forEach(key -> lines.addAll(List.of("", say("new-key"), key)));
    return Page.of(say("update"), lines, to("close", Place.HOME));
  }

  private Page oldPassword() {
    List<String> lines = message.isEmpty() ? List.of(say("never-tell")) : List.of(message);
    return new Page(
        say("update") + "   1/3",
        lines,
        Optional.of(new Page.Field(say("old-password"), typed.toString())),
        List.of(
            new Choice(say("next"), () -> redeem(Request.redeem(typed.toString()))),
            to("back", Place.INFO)),
        Optional.empty());
  }

  private Page recoveryKey() {
    return new Page(
        say("update") + "   1/3",
        message.isEmpty() ? List.of() : List.of(message),
        Optional.of(new Page.Field(say("recovery-key"), typed.toString())),
        List.of(
            new Choice(say("next"), () -> redeem(Request.redeemKey(typed.toString()))),
            to("back", Place.FORGOT)),
        Optional.empty());
  }

  /// Two pages, the way out first on both: nobody erases footage by pressing Enter twice.
  private Page loss() {
    return Page.of(
        say("loss"),
        List.of(say("loss-what", days(), cameras()), "", say("loss-why")),
        to("loss-no", Place.INFO),
        to("loss-go-on", Place.LOSS_AGAIN));
  }

  private Page lossAgain() {
    List<String> lines = new ArrayList<>(List.of(say("loss-sure", days(), cameras())));
    if (!message.isEmpty()) {
      lines.addAll(List.of("", message));
    }
    return Page.of(
        say("loss"), lines, to("loss-no", Place.INFO), new Choice(say("loss-yes"), this::accept));
  }

  private void accept() {
    Answer answer = recorder.apply(Request.acceptLoss(session));
    if (answer.is() == Answer.Is.LOSS_ACCEPTED) {
      choosePassword();
    } else {
      go(Place.OLD_PASSWORD);
      message = say("no-session");
    }
  }

  private int days() {
    Answer.Loss known = loss;
    return known == null ? 0 : known.days();
  }

  private int cameras() {
    Answer.Loss known = loss;
    return known == null ? 0 : known.cameras();
  }

  private Page chooseAdministrator() {
    List<Choice> choices = new ArrayList<>();
    for (String name : administrators) {
      choices.add(
          new Choice(
              name,
              () -> {
                go(Place.NEW_PASSWORD);
                administrator = name;
              }));
    }
    return new Page(
        say("update") + "   2/3",
        List.of(say("whose")),
        Optional.empty(),
        choices,
        Optional.empty());
  }

  private Page newPassword() {
    List<String> lines = new ArrayList<>();
    lines.add(message.isEmpty() ? say("rule") : message);
    findings.forEach(
        finding -> lines.add("- " + words.sayOr("console.finding." + finding, finding)));
    String shown = hidden ? "*".repeat(typed.codePointCount(0, typed.length())) : typed.toString();
    return new Page(
        say("update") + "   2/3",
        lines,
        Optional.of(new Page.Field(say("new-password", administrator), shown)),
        List.of(
            new Choice(say("save"), this::commit),
            new Choice(say(hidden ? "show" : "hide"), () -> hidden = !hidden),
            to("back", Place.HOME)),
        Optional.empty());
  }

  private void start() {
    Answer answer = recorder.apply(Request.of(Ask.START));
    switch (answer.is()) {
      case INFO -> go(Place.INFO);
      case WAIT -> message = say("wait", answer.number());
      case NO_AUTHORITY -> message = say("no-authority");
      default -> message = say("failed", answer.text());
    }
  }

  private void cancel() {
    Answer answer = recorder.apply(Request.of(Ask.CANCEL));
    go(Place.INFO);
    if (answer.is() != Answer.Is.INFO) {
      message = say("failed", answer.text());
    }
  }

  private void redeem(Request request) {
    Answer answer = recorder.apply(request);
    message =
        switch (answer.is()) {
          case ACCEPTED -> "";
          case WRONG -> answer.number() > 0 ? say("wrong", answer.number()) : say("dead");
          case OTHER_DAY -> say("other-day", date(LocalDate.parse(answer.text())), answer.number());
          case IS_REQUEST_CODE -> say("is-request-code");
          case MISTYPED -> say("mistyped");
          case MISSHAPEN ->
              say(request.ask() == Ask.REDEEM ? "misshapen" : "misshapen-key", answer.number());
          case NO_KEY -> say("no-key");
          case WAIT -> say("wait", answer.number());
          case NO_CHALLENGE -> say("no-challenge");
          case IN_USE -> say("in-use");
          default -> say("failed", answer.text());
        };
    if (answer.is() == Answer.Is.ACCEPTED) {
      accepted(answer);
    }
  }

  private void accepted(Answer answer) {
    session = answer.session();
    administrators = answer.list();
    if (answer.text().equals("UNLOCK")) {
      administrator = "";
      commit();
    } else if (answer.loss() != null) {
      go(Place.LOSS);
      loss = answer.loss();
    } else {
      choosePassword();
    }
  }

  private void choosePassword() {
    if (administrators.size() == 1) {
      go(Place.NEW_PASSWORD);
      administrator = administrators.getFirst();
    } else {
      go(Place.ADMINISTRATOR);
    }
  }

  /// While it is typed: what is still missing.
  private void judge() {
    if (place == Place.NEW_PASSWORD) {
      Answer answer = recorder.apply(Request.judge(session, administrator, typed.toString()));
      findings = answer.is() == Answer.Is.REFUSED ? answer.list() : List.of();
    }
  }

  private void commit() {
    Answer answer = recorder.apply(Request.commit(session, administrator, typed.toString()));
    switch (answer.is()) {
      case DONE -> {
        String done = say(answer.text().equals("UNLOCK") ? "unlocked" : "done");
        go(Place.SAVED);
        session = "";
        message = done;
        findings = answer.list();
      }
      case REFUSED -> {
        findings = answer.list();
        message = say("refused");
      }
      case IS_THE_CODE -> message = say("is-the-code");
      case NO_SESSION -> {
        go(Place.OLD_PASSWORD);
        message = say("no-session");
      }
      default -> message = say("failed", answer.text());
    }
  }

  private void otherLanguage() {
    words = words.equals(english) ? french : english;
  }

  private Choice to(String key, Place next) {
    return new Choice(say(key), () -> go(next));
  }

  private String row(String label, String key, String value) {
    String beside = words.equals(french) ? " (" + say(key) + ")" : "";
    return "%-17s%s%s".formatted(label, value, beside);
  }

  /// Day, word, year: 3/4 is two dates.
  private String date(LocalDate date) {
    return date.format(
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(words.locale()));
  }

  private String say(String key, Object... values) {
    return words.say("console." + key, values);
  }

  private static InfoScreen fetch(Function<Request, Answer> recorder) {
    @Nullable InfoScreen info = recorder.apply(Request.of(Ask.INFO)).info();
    if (info == null) {
      throw Fault.of(
          Fault.Kind.PROTOCOL,
          "the recorder does not say who it is",
          "Use the console of the same version of Nightjar as the recorder.");
    }
    return info;
  }
}
