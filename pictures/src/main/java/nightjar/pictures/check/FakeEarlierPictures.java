package nightjar.pictures.check;

import java.util.ArrayList;
import java.util.List;
import nightjar.pictures.reading.Hashes;
import nightjar.pictures.reading.Shot;

/// In memory. Owned by its test.
public final class FakeEarlierPictures implements EarlierPictures {
  private final List<Seen> all = new ArrayList<>();

  public void add(Seen seen) {
    all.add(seen);
  }

  @Override
  public List<Seen> near(Shot shot, Hashes hashes, int bits) {
    return all.stream()
        .filter(seen -> seen.shot() == shot)
        .filter(seen ->
            seen.hashes().sha256().equals(hashes.sha256())
                || seen.hashes().pose().same(hashes.pose())
                || (seen.hashes().distance(hashes) <= bits
                    && !seen.hashes().pose().differs(hashes.pose())))
        .toList();
  }
}
