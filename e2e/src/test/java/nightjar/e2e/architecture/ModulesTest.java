package nightjar.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The directions of docs/design/architecture.md: base <- media <- store, cameras <- recorder <- cli.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesTest {
  private JavaClasses nightjar;

  @BeforeAll
  void read() {
    nightjar =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("nightjar");
  }

  @Test
  void baseKnowsNobody() {
    never(
        "nightjar.base..",
        "nightjar.media..",
        "nightjar.store..",
        "nightjar.cameras..",
        "nightjar.recorder..",
        "nightjar.cli..");
  }

  @Test
  void mediaKnowsOnlyBase() {
    never(
        "nightjar.media..",
        "nightjar.store..",
        "nightjar.cameras..",
        "nightjar.recorder..",
        "nightjar.cli..");
  }

  @Test
  void storeNeverSeesTheNetworkOrDevices() {
    never(
        "nightjar.store..",
        "nightjar.media.rtsp..",
        "nightjar.media.rtp..",
        "nightjar.media.sdp..",
        "nightjar.cameras..",
        "nightjar.recorder..",
        "nightjar.cli..",
        "java.net..");
  }

  @Test
  void camerasNeverSeeTheStore() {
    never("nightjar.cameras..", "nightjar.store..", "nightjar.recorder..", "nightjar.cli..");
  }

  @Test
  void recoveryKnowsNoProgramAndNoNetwork() {
    never(
        "nightjar.recovery..",
        "nightjar.media..",
        "nightjar.store..",
        "nightjar.cameras..",
        "nightjar.recorder..",
        "nightjar.portal..",
        "nightjar.cli..",
        "nightjar.base.http..",
        "java.net.http..");
    check(
        noClasses()
            .that()
            .resideInAPackage("nightjar.recovery..")
            .and()
            .resideOutsideOfPackage("nightjar.recovery.authority..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("nightjar.accounts.."));
    never(
        "nightjar.recovery.authority..",
        "nightjar.accounts",
        "nightjar.accounts.db..",
        "nightjar.accounts.password..",
        "nightjar.accounts.rights..");
  }

  /// The portal reaches the authority by its socket alone, and holds nothing that makes a code.
  @Test
  void portalKnowsNoRecorderAndNoKeys() {
    never(
        "nightjar.portal..",
        "nightjar.media..",
        "nightjar.store..",
        "nightjar.cameras..",
        "nightjar.recorder..",
        "nightjar.cli..",
        "nightjar.recovery.device..",
        "nightjar.recovery.console..");
    check(
        noClasses()
            .that()
            .resideInAPackage("nightjar.portal..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "nightjar\\.recovery\\.(authority\\.(Authority|AuthorityKeys|FileKeystore|Pkcs11\\w+)"
                    + "|wire\\.(RecoveryKey|TemporaryPassword|SealedAnswer|Transcript))"));
  }

  @Test
  void theTwoEndsOfRecoveryNeverMeet() {
    never("nightjar.recovery.device..", "nightjar.recovery.authority..");
    never("nightjar.recovery.authority..", "nightjar.recovery.device..");
    never(
        "nightjar.recovery.wire..", "nightjar.recovery.device..", "nightjar.recovery.authority..");
  }

  @Test
  void accountsKnowOnlyBase() {
    never(
        "nightjar.accounts..",
        "nightjar.media..",
        "nightjar.store..",
        "nightjar.cameras..",
        "nightjar.recovery..",
        "nightjar.recorder..",
        "nightjar.cli..");
  }

  @Test
  void picturesKnowNamesAndCodesButNoProgram() {
    never(
        "nightjar.pictures..",
        "nightjar.media..",
        "nightjar.store..",
        "nightjar.cameras..",
        "nightjar.accounts..",
        "nightjar.recovery.device..",
        "nightjar.recovery.authority..",
        "nightjar.recorder..",
        "nightjar.cli..",
        "nightjar.base.http..",
        "java.net..");
  }

  @Test
  void nativeInferenceLivesInPicturesAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("nightjar.pictures.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime.."));
  }

  @Test
  void noProgramImportsTheCommandLine() {
    never("nightjar.recorder..", "nightjar.cli..");
  }

  @Test
  void noPackageCycles() {
    check(slices().matching("nightjar.(**)").should().beFreeOfCycles());
  }

  private void never(String who, String... whom) {
    check(
        noClasses()
            .that()
            .resideInAPackage(who)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(whom));
  }

  private void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(nightjar);
  }
}
