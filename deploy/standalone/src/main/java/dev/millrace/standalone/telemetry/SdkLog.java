package dev.millrace.standalone.telemetry;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Brings the SDK's warnings into our log, without stack traces, instead of the JDK's logging. Those
 * of a collector that cannot be reached come once a minute at most after the first few: the SDK
 * sees to that.
 */
final class SdkLog extends Handler {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SdkLog.class);
  private static final String NAME = "io.opentelemetry";

  private final Logger theirs = Logger.getLogger(NAME);

  /** Begins to listen. */
  static SdkLog listen() {
    SdkLog log = new SdkLog();
    log.setLevel(Level.WARNING);
    log.theirs.setUseParentHandlers(false);
    log.theirs.addHandler(log);
    return log;
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      LOG.warn(
          "The exporter of spans warns; message={} cause={}",
          record.getMessage(),
          cause(record.getThrown()));
    }
  }

  private static String cause(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "none";
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  @Override
  public void flush() {}

  /** Listens no more. */
  @Override
  public void close() {
    theirs.removeHandler(this);
  }
}
