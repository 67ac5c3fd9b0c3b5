package dev.millrace.trainer.objective;

/** The softmax that a model is trained with. */
public sealed interface BaseLoss {

  /** Language modelling loss: −log softmax(z)[g] over the whole vocabulary. */
  record Lml() implements BaseLoss {}

  /**
   * Masked softmax loss: −τ · log softmax(z / τ)[g] over the children of the trie's node (arXiv
   * 2504.04178). The factor τ keeps the scale of the gradient.
   *
   * @param temperature τ
   */
  record Msl(Temperature temperature) implements BaseLoss {}
}
