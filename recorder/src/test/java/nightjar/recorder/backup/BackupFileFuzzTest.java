package nightjar.recorder.backup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import nightjar.base.Fault;

class BackupFileFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void whatWeDidNotSealIsRefusedWithWords(FuzzedDataProvider data) {
    byte[] file = data.consumeRemainingAsBytes();
    assertThatThrownBy(() -> BackupFile.open(file, "not this one"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID));
  }

  private static org.assertj.core.api.AbstractComparableAssert<?, Fault.Kind> assertThat(
      Fault.Kind kind) {
    return org.assertj.core.api.Assertions.assertThat(kind);
  }

  @FuzzTest(maxDuration = "60s")
  void whatIsInsideIsABackUpOrRefused(FuzzedDataProvider data) {
    try {
      BackupFile.read(data.consumeRemainingAsBytes());
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
    }
  }
}
