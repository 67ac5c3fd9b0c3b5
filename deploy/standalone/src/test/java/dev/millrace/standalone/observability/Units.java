package dev.millrace.standalone.observability;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Figures with the units that Grafana knows by these names. */
final class Units {

  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Units() {}

  /**
   * A figure for people.
   *
   * @throws IllegalArgumentException for a unit that the dashboard had no use for before
   */
  static String text(double value, String unit) {
    return switch (unit) {
      case "none" -> number(value);
      case "short" -> scaled(value, 1000, List.of("", " K", " M", " G"));
      case "cps" -> number(value) + " c/s";
      case "percentunit" -> number(100 * value) + " %";
      case "bytes" -> scaled(value, 1024, List.of(" B", " KiB", " MiB", " GiB"));
      case "ms" -> number(value) + " ms";
      case "s" -> seconds(value);
      default -> throw new IllegalArgumentException("Nobody has said how to write " + unit);
    };
  }

  private static String seconds(double value) {
    if (value != 0 && Math.abs(value) < 1) {
      return number(1000 * value) + " ms";
    }
    return Math.abs(value) < 120 ? number(value) + " s" : number(value / 60) + " min";
  }

  private static String scaled(double value, int base, List<String> names) {
    int power = 0;
    double left = value;
    while (Math.abs(left) >= base && power + 1 < names.size()) {
      left /= base;
      power++;
    }
    return number(left) + names.get(power);
  }

  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(THREE_DIGITS);
    return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
  }
}
