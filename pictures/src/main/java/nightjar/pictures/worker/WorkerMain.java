package nightjar.pictures.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.imageio.ImageIO;
import nightjar.base.time.SystemClock;

/// The worker's program: answers on standard output what is asked on standard input, one after the other.
public final class WorkerMain {
  private WorkerMain() {}

  /// With `looks` as its argument it loads no models.
  public static void main(String[] args) throws IOException, InterruptedException {
    ImageIO.setUseCache(false);
    var out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // Whatever a library prints must not end up between the answers.
    System.setOut(System.err);
    // Never full: who reads standard input must never wait for who answers, or it misses its end.
    var questions = new LinkedBlockingQueue<Wire.Question>();
    Thread.ofPlatform().name("answers").daemon().start(() -> answer(args, questions, out));
    var in = new DataInputStream(new BufferedInputStream(System.in));
    try {
      while (true) {
        questions.put(Wire.question(in));
      }
    } catch (EOFException e) {
      // Nobody asks any more. A decoder that never ends cannot hold this up: the other thread dies
      // with the process.
      Runtime.getRuntime().halt(0);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  /// Ends the process with its thread, whatever ended that: a class or native library that is gone is an [Error].
  private static void answer(
      String[] args, LinkedBlockingQueue<Wire.Question> questions, DataOutputStream out) {
    try (var reader = new PictureReader(new SystemClock(), !args[0].equals("looks"))) {
      while (true) {
        Wire.answer(out, reader.answer(questions.take()));
      }
    } catch (Throwable e) {
      e.printStackTrace(System.err);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }
}
