package dev.millrace.trainer.learning;

import dev.millrace.trainer.objective.AdaptiveTemperature;
import dev.millrace.trainer.objective.LogitBlock;
import dev.millrace.trainer.objective.RootLogits;
import dev.millrace.trainer.objective.Temperature;
import org.jspecify.annotations.Nullable;

/** Gathers the root's logits of a step, in all its parts, for the next step's temperature. */
final class TemperatureUpdate {

  private final Temperature temperature;
  private final double value;
  private @Nullable RootLogits observed;

  /**
   * @param value τ of this step
   */
  TemperatureUpdate(Temperature temperature, double value) {
    this.temperature = temperature;
    this.value = value;
  }

  /** Takes a block of the root's children in. */
  void observe(LogitBlock block) {
    if (temperature instanceof Temperature.Adaptive) {
      RootLogits logits = RootLogits.of(block);
      observed = observed == null ? logits : observed.plus(logits);
    }
  }

  /** τ of the next step. */
  double next() {
    return observed != null && temperature instanceof Temperature.Adaptive adaptive
        ? new AdaptiveTemperature(adaptive, value).next(observed).value()
        : value;
  }
}
