package dev.millrace.checkpoint.promotion;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whether a candidate takes the incumbent's place, with the figures that decided. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PromotionDecision.Promoted.class, name = "promoted"),
  @JsonSubTypes.Type(value = PromotionDecision.Rejected.class, name = "rejected")
})
public sealed interface PromotionDecision {

  /** The figures. */
  Comparison comparison();

  /** The decision in a sentence, figures included. */
  String reason();

  /**
   * It takes the place.
   *
   * @param comparison the figures
   * @param reason the decision in a sentence
   */
  record Promoted(Comparison comparison, String reason) implements PromotionDecision {}

  /**
   * It does not.
   *
   * @param comparison the figures
   * @param reason the decision in a sentence
   */
  record Rejected(Comparison comparison, String reason) implements PromotionDecision {}
}
