package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.llm.DecoderOptions;
import java.util.List;

/**
 * How decoding is measured.
 *
 * @param shape of the model
 * @param device where it computes, and how precisely
 * @param beam width of the beam and length of the lists
 * @param batches users decoded together, each measured by itself
 * @param history items of a prompt at most
 * @param seconds time for each implementation and batch
 * @param seed of weights, histories and their order
 */
public record DecodeSettings(
    ModelShape shape,
    DecoderOptions device,
    int beam,
    List<Integer> batches,
    int history,
    int seconds,
    long seed) {

  /**
   * @throws IllegalArgumentException if a figure is below 1
   */
  public DecodeSettings {
    batches = List.copyOf(batches);
    atLeastOne("--beam", beam);
    atLeastOne("--history", history);
    atLeastOne("--seconds", seconds);
    batches.forEach(batch -> atLeastOne("--batches", batch));
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, but was " + value);
    }
  }
}
