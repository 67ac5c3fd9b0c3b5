package dev.millrace.model.prompt;

/**
 * How long a prompt may be.
 *
 * @param maximumItems items of the history, at least 1
 * @param maximumTokens tokens of the whole prompt; leave room for the answer in the model's context
 */
public record PromptLimits(int maximumItems, int maximumTokens) {

  public PromptLimits {
    if (maximumItems < 1 || maximumTokens < 1) {
      throw new IllegalArgumentException(
          "Limits must be at least 1, found %d items and %d tokens"
              .formatted(maximumItems, maximumTokens));
    }
  }
}
