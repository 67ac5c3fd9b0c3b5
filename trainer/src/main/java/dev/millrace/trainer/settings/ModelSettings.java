package dev.millrace.trainer.settings;

import dev.millrace.checkpoint.RunRecord;
import dev.millrace.model.init.ModelSize;

/**
 * What is trained.
 *
 * @param name of the model: key of its announcements, folder of its checkpoints
 * @param directory of a model in Hugging Face layout to begin with; blank for a new one, made from
 *     the titles of the catalogue
 * @param size of a new one
 * @param minimumItems items with titles that a new one waits for
 * @param lora low-rank adapter
 */
public record ModelSettings(
    String name, String directory, ModelSize size, int minimumItems, LoraSettings lora) {

  /** Refuses names that no directory can have, and an adapter for a model that is not there yet. */
  public ModelSettings {
    RunRecord.checkModelName(name);
    if (minimumItems < 1) {
      throw new IllegalArgumentException("minimum-items is at least 1, but was " + minimumItems);
    }
    if (directory.isBlank() && lora.isWanted()) {
      throw new IllegalArgumentException(
          "lora.rank is 0 where no directory of a pretrained model is given, but was "
              + lora.rank());
    }
  }

  /** Whether training begins with a model that is there. */
  public boolean isGiven() {
    return !directory.isBlank();
  }
}
