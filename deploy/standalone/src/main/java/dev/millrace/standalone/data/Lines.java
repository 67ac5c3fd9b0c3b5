package dev.millrace.standalone.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a file with their numbers; lines can be put back. */
final class Lines implements AutoCloseable {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final BufferedReader reader;
  private final Deque<String> putBack = new ArrayDeque<>();
  private long number;

  /**
   * @param file the file
   * @param charset how it is written; bytes that are not become U+FFFD
   */
  Lines(Path file, Charset charset) {
    try {
      reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset));
    } catch (IOException e) {
      throw new UnreadableDataException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The next line, or null after the last. */
  @Nullable String next() {
    try {
      String line = putBack.isEmpty() ? reader.readLine() : putBack.removeFirst();
      if (line == null) {
        return null;
      }
      number++;
      return number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts back the lines read last, first line first. */
  void putBack(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      putBack.addFirst(lines.get(i));
    }
    number -= lines.size();
  }

  /** Number of the line read last, counted from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
