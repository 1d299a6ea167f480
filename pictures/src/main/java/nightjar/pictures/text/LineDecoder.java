package nightjar.pictures.text;

import java.util.List;
import java.util.stream.IntStream;

/// From likelihoods per step to text (connectionist temporal classification, the likeliest class per step): repeated classes count
/// once, class 0 separates.
/// Safe for any thread because it never changes.
final class LineDecoder {
  record Line(String text, int confidence) {}

  private final List<String> alphabet;

  /// Labels and screens of recorders hold Latin text only: thousands of other signs are left out, among them those that look
  /// like Latin ones (the ideographic colon, the slashed O that a slashed zero resembles).
  private final int[] classes;

  LineDecoder(List<String> alphabet) {
    this.alphabet = alphabet;
    classes =
        IntStream.rangeClosed(0, alphabet.size() + 1)
            .filter(c -> c == 0 || c > alphabet.size() || isLatin(alphabet.get(c - 1)))
            .toArray();
  }

  private static boolean isLatin(String sign) {
    int c = sign.codePointAt(0);
    return (c > ' ' && c < 0x7f) || (c >= 0xc0 && c < 0x17f && c != 0xd8 && c != 0xf8);
  }

  /// `steps` rows of `width` likelihoods.
  Line decode(float[] likelihoods, int steps, int width) {
    var text = new StringBuilder();
    double sum = 0;
    int signs = 0;
    int last = 0;
    for (int step = 0; step < steps; step++) {
      int best = 0;
      for (int c : classes) {
        if (c < width && likelihoods[step * width + c] > likelihoods[step * width + best]) {
          best = c;
        }
      }
      if (best != 0 && best != last) {
        text.append(best <= alphabet.size() ? alphabet.get(best - 1) : " ");
        sum += likelihoods[step * width + best];
        signs++;
      }
      last = best;
    }
    return new Line(text.toString(), signs == 0 ? 0 : (int) Math.round(100 * sum / signs));
  }
}
