package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MovieFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyMovieIsReadWithinBounds(byte[] input) {
    Movie movie = Movie.read(ByteBuffer.wrap(input));
    assertThat(movie.tracks()).hasSizeLessThanOrEqualTo(input.length / 8);
    for (Movie.Track track : movie.tracks()) {
      assertThat(track.timescale()).isPositive();
      assertThat(track.entries()).hasSizeLessThanOrEqualTo(input.length / 8);
      assertThat(track.table().limit()).isLessThanOrEqualTo(input.length);
    }
  }

  /// A million boxes in each other.
  @Test
  void boxesNestedWithoutEndDoNotUseUpTheStack() {
    int depth = 1 << 20;
    ByteBuffer nested = ByteBuffer.allocate(8 * depth);
    nested.putInt(nested.limit()).putInt(BoxType.TRAK);
    while (nested.hasRemaining()) {
      nested.putInt(nested.remaining()).putInt(BoxType.MDIA);
    }
    anyMovieIsReadWithinBounds(nested.array());
  }
}
