package nightjar.recorder.feed;

import nightjar.base.tasks.Stop;
import nightjar.cameras.session.Trouble;
import nightjar.media.frame.Frame;

/// Makes of a stream's frames those that people may see. Equal veils show the same.
public interface Veil {
  /// Works while somebody watches and `stop` is not requested; called again when it returns too early. When it cannot work it ends
  /// `people` with the reason, and waits a while.
  void play(Feed whole, Screen people, Stop stop);

  /// What people see; takes nothing any more once the veil is another one.
  interface Screen {
    boolean isWatched();

    /// What follows has nothing to do with what was before.
    void begin();

    void frame(Frame frame);

    void end(Trouble why);
  }
}
