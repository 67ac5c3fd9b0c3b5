package dev.millrace.standalone.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The disk under a folder that need not exist yet.
 *
 * @param subject what the folder is
 * @param folder where it is or will be
 */
public record FolderExamination(String subject, Path folder) implements Examination {

  private static final long TOO_LITTLE = 256L << 20;
  private static final long LITTLE = 2L << 30;

  @Override
  public List<Finding> findings() {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return List.of(
          Finding.error(
              subject,
              "%s cannot be written: %s is %s"
                  .formatted(
                      folder,
                      existing,
                      Files.isDirectory(existing) ? "read-only for this user" : "no directory"),
              "set data-dir to a folder of this user"));
    }
    return List.of(room(existing));
  }

  private Finding room(Path existing) {
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = "%s has %s free".formatted(folder, Bytes.text(free));
      String advice = "free some or set data-dir to a larger disk; docs/scaling.md has sizes";
      if (free < TOO_LITTLE) {
        return Finding.error(subject, found, advice);
      }
      return free < LITTLE ? Finding.warning(subject, found, advice) : Finding.ok(subject, found);
    } catch (IOException e) {
      return Finding.warning(
          subject, "the disk of %s is not known: %s".formatted(folder, e), "look at it by df");
    }
  }
}
