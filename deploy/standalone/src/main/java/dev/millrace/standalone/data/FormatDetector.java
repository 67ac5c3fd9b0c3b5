package dev.millrace.standalone.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Tells from a file's name and first line how its rows are written. */
final class FormatDetector {

  private static final Pattern FOUR_NUMBERS = Pattern.compile("\\d+\\t\\d+\\t[\\d.]+\\t\\d+");
  private static final int ITEM_COLUMNS = TableFormat.movieLensItem().columns().size();

  private FormatDetector() {}

  /**
   * @param file the file
   * @param columns names of the columns in a format whose files do not name them
   * @throws UnreadableDataException if the file is missing, unreadable or empty
   */
  static TableFormat detect(Path file, List<String> columns) {
    String first = firstLine(file);
    if (first.contains("::")) {
      return TableFormat.doubleColon(charset(file), columns);
    }
    if (FOUR_NUMBERS.matcher(first).matches()) {
      return TableFormat.movieLensData();
    }
    if (first.split("\\|", -1).length == ITEM_COLUMNS) {
      return TableFormat.movieLensItem();
    }
    return TableFormat.csv(delimiter(first));
  }

  private static String firstLine(Path file) {
    try (BufferedReader reader = reader(file)) {
      String line = reader.readLine();
      if (line == null || line.isBlank()) {
        throw new UnreadableDataException(
            file + " has nothing on its first line; it needs the names of the columns");
      }
      return line;
    } catch (NoSuchFileException e) {
      throw new UnreadableDataException("There is no file " + file, e);
    } catch (IOException e) {
      throw new UnreadableDataException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static String delimiter(String header) {
    String best = ",";
    for (String candidate : List.of(";", "\t")) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length;
  }

  /** MovieLens 1M is written in Latin-1, MovieLens 10M in UTF-8. */
  private static Charset charset(Path file) {
    try (BufferedReader strict = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      while (strict.readLine() != null) {
        // Only whether it can be decoded matters.
      }
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    } catch (IOException e) {
      throw new UnreadableDataException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
