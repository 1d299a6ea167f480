package nightjar.portal.mail;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.portal.mail.Outbox.Waiting;

/// Sends what waits in the outbox. No channel waits for another, and on one channel a few are under way at once, so that a gateway that hangs keeps
/// nobody else waiting; one recipient gets one after the other, in order. Safe for any thread because what is under way is guarded by its own lock.
public final class Post implements AutoCloseable {
  /// Of one channel: as many connections as a small mail server allows one sender.
  private static final int AT_ONCE = 8;

  private final Outbox outbox;
  private final Mailer mailer;
  private final EventLog log;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Channel, Set<String>> underWay = new EnumMap<>(Channel.class);
  private boolean closed;

  public Post(Outbox outbox, Mailer mailer, EventLog log) {
    this.outbox = outbox;
    this.mailer = mailer;
    this.log = log;
    for (Channel channel : Channel.values()) {
      underWay.put(channel, new HashSet<>());
    }
  }

  /// Begins to send what is due, and waits for nothing.
  public void soon() {
    for (Channel channel : Channel.values()) {
      begin(channel);
    }
  }

  /// Sends what is due, done when this returns.
  public synchronized void now() {
    try {
      soon();
      while (underWay.values().stream().anyMatch(to -> !to.isEmpty())) {
        wait();
        soon();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void begin(Channel channel) {
    Set<String> recipients = underWay(channel);
    if (closed || recipients.size() >= AT_ONCE) {
      return;
    }
    try {
      for (Waiting each : outbox.due(channel)) {
        if (recipients.size() < AT_ONCE && recipients.add(each.letter().to())) {
          threads.execute(() -> send(channel, each));
        }
      }
    } catch (Fault fault) {
      waits(channel.name(), fault);
    }
  }

  private void send(Channel channel, Waiting each) {
    boolean goOn = false;
    try {
      outbox.send(mailer, each);
      goOn = true;
    } catch (Fault fault) {
      // The database is away: beginning again at once would send the same letter over and over.
      waits("letter " + each.id(), fault);
    } finally {
      end(channel, each, goOn);
    }
  }

  private synchronized void end(Channel channel, Waiting each, boolean goOn) {
    underWay(channel).remove(each.letter().to());
    if (goOn) {
      begin(channel);
    }
    notifyAll();
  }

  private void waits(String what, Fault fault) {
    log.log(PortalEvent.LETTER_WAITS, what, fault.getMessage() + ". " + fault.advice());
  }

  private Set<String> underWay(Channel channel) {
    return java.util.Objects.requireNonNull(underWay.get(channel));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    mailer.close();
    threads.close();
  }
}
