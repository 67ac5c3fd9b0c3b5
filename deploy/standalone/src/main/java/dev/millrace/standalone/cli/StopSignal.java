package dev.millrace.standalone.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or a polite kill, as something a command can wait for. The process stays until the command
 * has closed what it opened and then this, or a limit is over.
 */
public final class StopSignal implements AutoCloseable {

  private static final long SECONDS_TO_FINISH = 30;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::requestAndWait, "stop-signal");

  private StopSignal() {}

  /** Starts to listen; open it before, and so close it after, what must be closed in order. */
  public static StopSignal listen() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Whether the process was asked to stop. */
  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits until the process is asked to stop. */
  public void await() throws InterruptedException {
    requested.await();
  }

  /**
   * Waits until the process is asked to stop, or a time is over.
   *
   * @return whether it was asked to stop
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return requested.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    finished.countDown();
    if (isRequested()) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stoppingAlready) {
      // The request came just now; the hook finds everything finished.
      requested.countDown();
    }
  }

  private void requestAndWait() {
    requested.countDown();
    try {
      if (!finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        System.err.println("millrace: not stopped in order after " + SECONDS_TO_FINISH + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
