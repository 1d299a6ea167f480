package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTest {
  private static final RequestCode SHOWN = new RequestCode("QW3E7HJK2M5T9XB");
  private static final TemporaryPassword PASSWORD = new TemporaryPassword("MNV4B40MR9X98MT");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MNV4-B40M-R9X9-8MTZ",
        "mnv4-b40m-r9x9-8mtz",
        "MNV4B40MR9X98MTZ",
        "MNV4 B4OM R9X9 8MTZ",
        "  mnv4\u2013b4om\u2013r9x9\u20138mtz\n",
        "Tp-MNV4-B40M-R9X9-8MTZ",
        "tp-mnv4b4omr9x98mtz"
      })
  void forgivesWhatPeopleDoToACode(String typed) {
    assertThat(TypedCode.read(typed, SHOWN))
        .isInstanceOfSatisfying(
            TypedCode.Complete.class, c -> assertThat(c.password().matches(PASSWORD)).isTrue());
  }

  @Test
  void aPasswordThatBeginsWithTheLettersOfThePrefixKeepsThem() {
    String body = "TP00000000000AB";
    String typed = body + Crockford.check(body);
    assertThat(TypedCode.read(typed, SHOWN))
        .isInstanceOfSatisfying(
            TypedCode.Complete.class,
            c -> assertThat(c.password().matches(new TemporaryPassword(body))).isTrue());
  }

  @Test
  void theRequestCodeIsRecognisedHoweverItIsTyped() {
    assertThat(TypedCode.read("QW3E-7HJK-2M5T-9XB6", SHOWN))
        .isEqualTo(new TypedCode.IsRequestCode());
    assertThat(TypedCode.read("qw3e7hjk2m5t9xb6", SHOWN)).isEqualTo(new TypedCode.IsRequestCode());
  }

  @Test
  void aWrongSymbolIsASlip() {
    assertThat(TypedCode.read("MNV4-B40M-R9X9-8MTY", SHOWN)).isEqualTo(new TypedCode.Mistyped());
    assertThat(TypedCode.read("NNV4-B40M-R9X9-8MTZ", SHOWN)).isEqualTo(new TypedCode.Mistyped());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MNV4",
        "MNV4-B40M-R9X9-8MT",
        "MNV4-B40M-R9X9-8MTZZ",
        "MNV4-B40M-R9X9-8MT!",
        "U234-B40M-R9X9-8MTZ",
        "correct horse battery staple"
      })
  void anythingElseHasNotTheShape(String typed) {
    assertThat(TypedCode.read(typed, SHOWN)).isInstanceOf(TypedCode.Misshapen.class);
  }

  @Test
  void aPasswordIsNotPrintedByAccident() {
    assertThat(new TypedCode.Complete(PASSWORD).toString()).doesNotContain("MNV4");
  }
}
