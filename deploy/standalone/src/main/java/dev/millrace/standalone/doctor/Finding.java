package dev.millrace.standalone.doctor;

/**
 * What was seen of one thing.
 *
 * @param severity how bad it is
 * @param subject the thing, for instance {@code topic items}
 * @param found what was seen
 * @param advice what to do about it; blank where nothing is to be done
 */
public record Finding(Severity severity, String subject, String found, String advice) {

  public Finding {
    if (subject.isBlank() || found.isBlank() || (severity == Severity.OK) != advice.isBlank()) {
      throw new IllegalArgumentException(
          "A finding says what was seen of what, and what to do unless it is ok; found '%s', '%s', %s, '%s'"
              .formatted(subject, found, severity, advice));
    }
  }

  static Finding ok(String subject, String found) {
    return new Finding(Severity.OK, subject, found, "");
  }

  static Finding warning(String subject, String found, String advice) {
    return new Finding(Severity.WARNING, subject, found, advice);
  }

  static Finding error(String subject, String found, String advice) {
    return new Finding(Severity.ERROR, subject, found, advice);
  }
}
