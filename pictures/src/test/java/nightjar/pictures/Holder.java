package nightjar.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import nightjar.base.Bytes;

/// A program that has a picture worker and never ends by itself. Says `ready` when its worker is.
final class Holder {
  private Holder() {}

  /// The worker's folder; and a picture, to have it taken again and again.
  public static void main(String[] args) throws IOException, InterruptedException {
    Pictures pictures = Pictures.open(Path.of(args[0]), (event, subject, detail) -> {});
    pictures.warm();
    System.out.println("ready");
    if (args.length > 1) {
      Bytes picture = Bytes.of(Files.readAllBytes(Path.of(args[1])));
      while (true) {
        pictures.take(picture);
      }
    }
    new CountDownLatch(1).await();
  }
}
