package dev.millrace.checkpoint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names one checkpoint of a model, for instance {@code 000000001200-01937a2b4c5d}: the step in
 * decimal, then when it was made, in hexadecimal milliseconds. Ids sort by step, then by time; a
 * run that went back and came to the same step again gives another id.
 *
 * @param value as written in directories, topics and commands
 */
public record CheckpointId(@JsonValue String value) implements Comparable<CheckpointId> {

  private static final Pattern FORM = Pattern.compile("[0-9]{12}-[0-9a-f]{12}");

  /**
   * @throws IllegalArgumentException if the value has another form
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CheckpointId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A checkpoint's id is twelve digits, a hyphen and twelve hexadecimal digits; found '%s'"
              .formatted(value));
    }
  }

  /**
   * @param step optimiser steps taken, from 0
   * @param createdAt when the checkpoint is made
   */
  public static CheckpointId of(long step, Instant createdAt) {
    return new CheckpointId(
        String.format(Locale.ROOT, "%012d-%012x", step, createdAt.toEpochMilli()));
  }

  /** Whether a text is an id; a directory with another name is no checkpoint. */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(CheckpointId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
