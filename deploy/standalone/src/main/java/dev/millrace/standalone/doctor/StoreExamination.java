package dev.millrace.standalone.doctor;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where checkpoints are kept.
 *
 * @param settings its address
 * @param dataFolder what a relative address is relative to
 * @param mustBeWritable whether somebody is to publish there from here
 */
public record StoreExamination(StoreSettings settings, Path dataFolder, boolean mustBeWritable)
    implements Examination {

  private static final String SUBJECT = "checkpoint store";

  @Override
  public List<Finding> findings() {
    try (CheckpointStore store = settings.open(dataFolder)) {
      List<String> models = store.models();
      if (mustBeWritable) {
        store.probe();
      }
      return List.of(
          Finding.ok(
              SUBJECT,
              "%s %s, models: %s"
                  .formatted(
                      settings.store(),
                      mustBeWritable ? "can be read and written" : "can be read",
                      models.isEmpty() ? "none yet" : String.join(", ", models))));
    } catch (IOException | IllegalArgumentException | CheckpointException e) {
      return List.of(
          Finding.error(
              SUBJECT,
              "%s cannot be used: %s".formatted(settings.store(), e),
              "check checkpoints.store, and the permissions of this user there"));
    }
  }
}
