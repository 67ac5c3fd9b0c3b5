package dev.millrace.trainer.progressive;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.fusion.FusionCase;
import dev.millrace.model.fusion.FusionForm;
import java.util.stream.IntStream;

/**
 * What both models thought of the candidates of an example before either had seen it, so that forms
 * of fusion can be tried on it later.
 *
 * @param collaborative p_CF of each candidate
 * @param logLanguage log P_LM of each candidate
 * @param target place of what came next among the candidates; −1 if it is none of them
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
public record FusionSample(double[] collaborative, double[] logLanguage, int target) {

  /**
   * @return from 1, or 0 when the target is no candidate
   */
  int rank(FusionForm form) {
    return toCase().rank(form);
  }

  FusionCase toCase() {
    ItemIds places = ItemIds.of(IntStream.range(0, collaborative.length).toArray());
    return new FusionCase(places, collaborative, logLanguage, ItemIds.of(target));
  }
}
