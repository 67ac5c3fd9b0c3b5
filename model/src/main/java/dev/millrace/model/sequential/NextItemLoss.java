package dev.millrace.model.sequential;

/** What a network is trained to make small; a mean over the places of a batch. */
public sealed interface NextItemLoss {

  /** −log softmax(s)[target] over the whole catalogue. */
  record FullSoftmax() implements NextItemLoss {}

  /**
   * −log softmax(s)[target] over the target and items drawn evenly, the same for a whole batch. As
   * n of N items stand for all, log(N / n) is added to their scores; a draw that is a place's
   * target counts for nothing there.
   *
   * @param negatives items drawn for a batch, n
   */
  record SampledSoftmax(int negatives) implements NextItemLoss {

    /** Refuses to draw nothing. */
    public SampledSoftmax {
      Sizes.atLeastOne("negatives", negatives);
    }
  }

  /**
   * −log σ(s[target]) − Σ_j log(1 − σ(s[j])) as in SASRec's paper, j drawn evenly from the items
   * that the place's window does not have.
   *
   * @param negatives items drawn for a place
   */
  record BinaryCrossEntropy(int negatives) implements NextItemLoss {

    /** Refuses to draw nothing. */
    public BinaryCrossEntropy {
      Sizes.atLeastOne("negatives", negatives);
    }
  }
}
