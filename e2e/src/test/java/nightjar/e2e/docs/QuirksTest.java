package nightjar.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;

/// Each thing that cameras do and no standard allows has a test named after its number, so that nobody unlearns it.
class QuirksTest {
  /// Of the dialogue, authentication, SDP, payloads, time and connection policy; those from 67 on are ONVIF's.
  private static final int LAST = 66;

  private static final Pattern NAMED = Pattern.compile("  void quirk(\\d+)_\\w+\\(");

  @Test
  void eachHasATestOfItsName() throws IOException {
    Set<Integer> tested = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(Fixtures.root())) {
      for (Path file : walk.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        Matcher matcher = NAMED.matcher(Files.readString(file));
        while (matcher.find()) {
          tested.add(Integer.parseInt(matcher.group(1)));
        }
      }
    }
    assertThat(tested).containsAll(IntStream.rangeClosed(1, LAST).boxed().toList());
  }
}
