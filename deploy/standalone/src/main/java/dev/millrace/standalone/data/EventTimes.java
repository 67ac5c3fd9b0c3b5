package dev.millrace.standalone.data;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads event times as milliseconds since 1970-01-01T00:00:00Z. Numbers are in the unit that the
 * magnitude of the file's first one tells; a later number of another magnitude is a bad value,
 * because it would land decades away. Everything else is ISO-8601; without an offset it is UTC.
 */
final class EventTimes {

  private static final Logger LOG = LoggerFactory.getLogger(EventTimes.class);
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d{1,2})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern OFFSET = Pattern.compile(".*(Z|[-+]\\d{2}:?\\d{2})$");

  private final String file;
  private final boolean announced;
  private @Nullable Unit unit;

  /**
   * @param file name of the file, for the log
   * @param announced whether the unit found is logged
   */
  EventTimes(String file, boolean announced) {
    this.file = file;
    this.announced = announced;
  }

  long parse(String text) {
    if (text.isEmpty()) {
      throw new BadValueException("timestamp is missing", text);
    }
    return NUMBER.matcher(text).matches() ? fromNumber(text) : fromIso(text);
  }

  private long fromNumber(String text) {
    BigDecimal number = new BigDecimal(text);
    if (number.signum() < 0) {
      throw new BadValueException("timestamp is before 1970", text);
    }
    Unit found = Unit.of(number);
    if (unit == null) {
      unit = found;
      announce(found);
    }
    if (found != unit) {
      throw new BadValueException(
          "timestamp looks like %s, but the file's first is in %s".formatted(found, unit), text);
    }
    return number.multiply(found.milliseconds).longValue();
  }

  private void announce(Unit found) {
    if (announced) {
      LOG.info("Timestamps are read as {} file={}", found, file);
    }
  }

  private static long fromIso(String text) {
    try {
      return isoInstant(text.replace(' ', 'T')).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new BadValueException(
          "timestamp is neither seconds or milliseconds since 1970 nor ISO-8601", text);
    }
  }

  private static Instant isoInstant(String text) {
    if (DATE.matcher(text).matches()) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    if (OFFSET.matcher(text).matches()) {
      return OffsetDateTime.parse(text).toInstant();
    }
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  /** Units by magnitude: the bounds are the year 5138 in the smaller unit, 1973 in the larger. */
  private enum Unit {
    SECONDS("1e11", "1000"),
    MILLISECONDS("1e14", "1"),
    MICROSECONDS("1e17", "0.001"),
    NANOSECONDS("1e30", "0.000001");

    private final BigDecimal bound;
    private final BigDecimal milliseconds;

    Unit(String bound, String milliseconds) {
      this.bound = new BigDecimal(bound);
      this.milliseconds = new BigDecimal(milliseconds);
    }

    static Unit of(BigDecimal number) {
      for (Unit candidate : values()) {
        if (number.compareTo(candidate.bound) < 0) {
          return candidate;
        }
      }
      throw new BadValueException("timestamp is too large", number.toString());
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
