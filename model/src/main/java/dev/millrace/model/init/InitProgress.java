package dev.millrace.model.init;

/** Is told how far the making of a model is; often, and on the thread that makes it. */
@FunctionalInterface
public interface InitProgress {

  /** The parts of the work, in their order. */
  enum Part {
    /** Titles are read; how many there are is not known before. */
    TITLES,
    /** Tokens are learned; there may be fewer than asked for. */
    TOKENS,
    /** Parameters are written. */
    WEIGHTS
  }

  /**
   * @param part what is being done
   * @param done how many of it are
   * @param total how many there will be, 0 while that is unknown
   */
  void onProgress(Part part, long done, long total);

  /** Tells nobody. */
  static InitProgress silent() {
    return (part, done, total) -> {};
  }
}
