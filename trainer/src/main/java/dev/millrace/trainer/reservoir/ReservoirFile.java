package dev.millrace.trainer.reservoir;

import dev.millrace.avro.TrainingExample;
import dev.millrace.trainer.files.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A reservoir as an Avro container file, part of a checkpoint. */
public final class ReservoirFile {

  private static final RecordFile<TrainingExample> FILE =
      new RecordFile<>("reservoir.avro", TrainingExample.getClassSchema(), TrainingExample.class);
  private static final String ADDED = "millrace.added";

  private ReservoirFile() {}

  /**
   * Writes a reservoir into a checkpoint.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Reservoir reservoir, Path directory) throws IOException {
    FILE.write(
        directory,
        new RecordFile.Content<>(reservoir.examples(), Map.of(ADDED, reservoir.added())));
  }

  /**
   * Fills a reservoir from a checkpoint.
   *
   * @throws IOException if it cannot be read
   */
  public static void read(Reservoir reservoir, Path directory) throws IOException {
    RecordFile.Content<TrainingExample> content = FILE.read(directory);
    reservoir.restore(
        content.records(), Objects.requireNonNull(content.numbers().get(ADDED), ADDED));
  }
}
