package nightjar.pictures.intake;

import nightjar.base.Bytes;
import nightjar.pictures.reading.Refusal;

/// What an upload is by its own bytes. `pixels` is the same picture with nothing left in the file but what its pixels need.
sealed interface Sniffed {
  record Jpeg(int width, int height, Bytes pixels) implements Sniffed {}

  record Png(int width, int height, Bytes pixels) implements Sniffed {}

  record Not(Refusal why) implements Sniffed {}
}
