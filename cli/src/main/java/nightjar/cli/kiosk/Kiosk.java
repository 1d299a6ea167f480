package nightjar.cli.kiosk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import tools.jackson.databind.JsonNode;

/// One browser with the console's page, and the thread that carries its questions to the recorder.
/// Safe for any thread because its parts are; one thread calls [#run].
public final class Kiosk implements AutoCloseable {
  /// A person asks a few times a second at most; a page that asks more has gone wrong and loses questions.
  private static final int QUESTIONS = 64;

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Browser browser;
  private final DevTools tools;
  private final KioskPage page;
  private final Path socket;
  private final Optional<Pictures> pictures;
  private final BlockingQueue<PageMessage> questions = new ArrayBlockingQueue<>(QUESTIONS);
  private final Stop ended = new Stop();

  private Kiosk(Browser browser, Locale language, Path socket, Optional<Path> live) {
    this.browser = browser;
    this.socket = socket;
    pictures = live.map(Pictures::new);
    tools = new DevTools(browser.in(), browser.out());
    page = new KioskPage(tools, new PageFiles(), pictures, language, questions::offer);
  }

  /// The browser to use: the one given, or the first Chromium there is.
  public static Path browser(Optional<Path> given) {
    if (!new PageFiles().present()) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "this Nightjar was built without the console's pages",
          "Build it where Node.js is, or use nightjar console --terminal.");
    }
    return given
        .or(Browser::find)
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.UNSUPPORTED,
                "there is no Chromium on this machine",
                "Install Debian's package chromium, or use nightjar console --terminal."));
  }

  /// Starts `program` with `look`, how its window is shown, in `language` at first, for the recorder that listens at `socket` and gives
  /// its live pictures at `live`.
  public static Kiosk open(
      Path program, List<String> look, Locale language, Path socket, Optional<Path> live) {
    var kiosk = new Kiosk(Browser.start(program, look), language, socket, live);
    Thread.ofPlatform().daemon().name("browser").start(kiosk::read);
    Thread.ofPlatform().daemon().name("questions").start(kiosk::carry);
    kiosk.pictures.ifPresent(
        each -> Thread.ofPlatform().daemon().name("pictures").start(each::run));
    kiosk.page.begin();
    return kiosk;
  }

  /// Until the browser ends, by itself or because `stop` was requested.
  public void run(Clock clock, Stop stop) {
    while (!ended.requested() && !clock.sleep(LOOK, stop)) {}
  }

  /// The front button: Info, whatever is shown.
  public void info() {
    page.tell("info");
  }

  /// A command of the browser's protocol to the page, for tests: what a mouse and eyes would do.
  public CompletableFuture<JsonNode> command(String method, Map<String, ?> params) {
    return page.session().thenCompose(session -> tools.call(session, method, params));
  }

  /// The browser's process.
  public long pid() {
    return browser.pid();
  }

  @Override
  public void close() {
    ended.request();
    pictures.ifPresent(Pictures::close);
    browser.close();
  }

  private void read() {
    try {
      tools.run(page);
    } finally {
      ended.request();
    }
  }

  private void carry() {
    try (var recorder = new RecorderLine(socket)) {
      while (!ended.requested()) {
        PageMessage next = questions.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          page.answer(next.id(), recorder.ask(next.ask()));
        }
      }
    } catch (InterruptedException e) {
      close();
    }
  }
}
