package nightjar.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Clock, randomness and disk are injected; a thread that may write a file is never interrupted.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForbiddenCallsTest {
  private JavaClasses nightjar;

  @BeforeAll
  void read() {
    nightjar =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("nightjar");
  }

  @Test
  void timeComesFromTheInjectedClock() {
    outside("nightjar.base..")
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(nightjar);
  }

  @Test
  void randomnessIsInjected() {
    outside("nightjar.base..")
        .callConstructor(Random.class)
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(nightjar);
  }

  @Test
  void nobodyInterruptsAThread() {
    outside("nightjar.base.tasks..")
        .callMethod(Thread.class, "interrupt")
        .orShould()
        .callMethod(Future.class, "cancel", boolean.class)
        .orShould()
        .callMethod(ExecutorService.class, "shutdownNow")
        .check(nightjar);
  }

  @Test
  void onlyTheDiskPackageWritesFiles() {
    rule(noClasses()
            .that()
            .resideInAPackage("nightjar.store..")
            .and()
            .resideOutsideOfPackage("nightjar.store.disk..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(FileChannel.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files"))
        .check(nightjar);
  }

  @Test
  void faultsHaveAKind() {
    rule(noClasses().should().callConstructor(RuntimeException.class, String.class))
        .check(nightjar);
  }

  private com.tngtech.archunit.lang.syntax.elements.ClassesShould outside(String... homes) {
    return noClasses().that().resideOutsideOfPackages(join(homes)).should();
  }

  /// Benchmarks and programs' tests measure real time: they are judged by what they print, not by these rules.
  private static String[] join(String... homes) {
    String[] all = java.util.Arrays.copyOf(homes, homes.length + 1);
    all[homes.length] = "nightjar.bench..";
    return all;
  }

  private static ArchRule rule(ArchRule rule) {
    return rule.allowEmptyShould(true);
  }
}
