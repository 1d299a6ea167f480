package nightjar.cameras.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nightjar.base.Fault;
import org.junit.jupiter.api.Test;

class FaultCatalogTest {
  @Test
  void everyFaultIsFoundByItsName() {
    for (FaultCatalog.Entry entry : FaultCatalog.entries()) {
      assertThat(FaultCatalog.parse(entry.name()))
          .isEqualTo(FaultCatalog.parse(entry.name() + "=" + entry.usual()))
          .extracting(CameraFault::name)
          .isEqualTo(entry.name());
    }
    assertThat(FaultCatalog.entries())
        .extracting(FaultCatalog.Entry::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z-]+"));
  }

  @Test
  void everyFaultOfTheCodeIsInTheCatalog() {
    int written = 0;
    for (Class<?> theme : CameraFault.class.getPermittedSubclasses()) {
      written += theme.getPermittedSubclasses().length;
    }
    assertThat(FaultCatalog.entries()).hasSize(written);
  }

  @Test
  void numberIsTaken() {
    assertThat(FaultCatalog.parse("loss=2.5")).isEqualTo(new PacketFault.Loss(2.5));
  }

  @Test
  void unknownNamesAndNumbersAreRefusedWithTheNames() {
    assertThatThrownBy(() -> FaultCatalog.parse("lost"))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
              assertThat(fault.advice()).contains("loss", "stall");
            });
    assertThatThrownBy(() -> FaultCatalog.parse("loss=-1")).hasMessageContaining("loss=-1");
    assertThatThrownBy(() -> FaultCatalog.parse("loss=")).isInstanceOf(Fault.class);
  }
}
