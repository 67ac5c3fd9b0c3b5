package dev.millrace.model.sequential;

/** The shape of a network: which one, and its sizes. */
public sealed interface NetworkConfig {

  /** Dimensions of an item embedding and of a user's state, d. */
  int width();

  /** Latest items of a history that are looked at. */
  int maximumLength();

  /** Share of the inputs of a layer that training leaves out. */
  double dropout();

  /**
   * SASRec (arXiv 1808.09781): causal self-attention over the history.
   *
   * @param blocks attention with feed-forward, one after the other
   * @param heads of each attention, a divisor of the width
   */
  record SasRec(int width, int maximumLength, double dropout, int blocks, int heads)
      implements NetworkConfig {

    /** Refuses empty sizes and heads that do not divide the width. */
    public SasRec {
      Sizes.check(width, maximumLength, dropout);
      Sizes.atLeastOne("blocks", blocks);
      Sizes.atLeastOne("heads", heads);
      if (width % heads != 0) {
        throw new IllegalArgumentException(
            "heads divide the width, but were %d for a width of %d".formatted(heads, width));
      }
    }

    /** Width 64, two blocks with one head, as in the paper. */
    public static SasRec defaults() {
      return new SasRec(64, 10, 0.3, 2, 1);
    }
  }

  /**
   * GRU4Rec (arXiv 1511.06939): a recurrent network over the history.
   *
   * @param hidden size of the recurrent state
   */
  record Gru4Rec(int width, int maximumLength, double dropout, int hidden)
      implements NetworkConfig {

    /** Refuses empty sizes. */
    public Gru4Rec {
      Sizes.check(width, maximumLength, dropout);
      Sizes.atLeastOne("hidden", hidden);
    }

    /** Width 64, a recurrent state of 128. */
    public static Gru4Rec defaults() {
      return new Gru4Rec(64, 10, 0.3, 128);
    }
  }

  /**
   * Caser (arXiv 1809.07426): convolutions over the latest items as an image.
   *
   * @param window how many of the latest items make the image, L
   * @param horizontal filters of each height from 1 to L
   * @param vertical filters over the columns
   */
  record Caser(
      int width, int maximumLength, double dropout, int window, int horizontal, int vertical)
      implements NetworkConfig {

    /** Refuses empty sizes. */
    public Caser {
      Sizes.check(width, maximumLength, dropout);
      Sizes.atLeastOne("window", window);
      Sizes.atLeastOne("horizontal", horizontal);
      Sizes.atLeastOne("vertical", vertical);
    }

    /** Width 64, the latest 5 items, 16 horizontal filters a height and 4 vertical ones. */
    public static Caser defaults() {
      return new Caser(64, 10, 0.3, 5, 16, 4);
    }
  }
}
