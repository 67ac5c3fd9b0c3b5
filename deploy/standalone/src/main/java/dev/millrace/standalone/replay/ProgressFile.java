package dev.millrace.standalone.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in a file which rows of a source a topic has taken. It is replaced as a whole, and only
 * with rows that were acknowledged, so that a killed replay forgets some of what it sent but never
 * claims what it did not.
 */
final class ProgressFile {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);

  private final Path file;
  private final String subject;

  /**
   * @param folder where the file lies; created when missing
   * @param subject what is replayed to where; another subject is another file
   */
  ProgressFile(Path folder, String subject) {
    UUID name = UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8));
    this.file = folder.resolve(name + ".progress");
    this.subject = subject;
  }

  /** What was acknowledged in earlier runs; nothing when there was none. */
  AckedRows load() {
    if (!Files.exists(file)) {
      return new AckedRows();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      return AckedRows.parse(lines.get(1));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      LOG.warn("Progress file cannot be read, starting from the first row file={}", file, e);
      return new AckedRows();
    }
  }

  void save(AckedRows rows) {
    try {
      Files.createDirectories(file.getParent());
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(beside, subject + "\n" + rows + "\n");
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ReplayFailedException("Cannot write the progress file " + file, e);
    }
  }
}
