package dev.millrace.serving;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.serving.language.LoadingOptions;
import java.time.Duration;

/**
 * The refined lane: lists by the language model together with the collaborative one.
 *
 * @param enabled whether announced checkpoints are used; without any, serving is as if it were off
 * @param model name of the model whose checkpoints are used
 * @param base directory of the pretrained model below adapters; blank if checkpoints are whole
 *     models
 * @param candidates that each of the two models proposes, and prefixes that the beam follows; at
 *     least 1, three times the length of a list is good
 * @param batch users asked about together
 * @param queue users who wait
 * @param collaborativeWeight share of the collaborative model in the fusion, 0 to 1, where a
 *     checkpoint's manifest names no form of its own
 * @param refreshOnSwap whether lists by an older checkpoint are made again when a new one comes
 * @param variant the other side of an A/B test
 * @param threads of the tensor library; 0 leaves it its own choice
 */
public record LanguageModelSettings(
    boolean enabled,
    String model,
    String base,
    int candidates,
    BatchSettings batch,
    QueueSettings queue,
    double collaborativeWeight,
    boolean refreshOnSwap,
    VariantSettings variant,
    int threads) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public LanguageModelSettings {
    Check.that(!model.isBlank(), "languageModel.model", "not blank", "'" + model + "'");
    Check.that(candidates >= 1, "languageModel.candidates", "at least 1", candidates);
    Check.that(
        collaborativeWeight >= 0 && collaborativeWeight <= 1,
        "languageModel.collaborativeWeight",
        "from 0 to 1",
        collaborativeWeight);
    Check.that(threads >= 0, "languageModel.threads", "not negative", threads);
  }

  /**
   * Users asked about together.
   *
   * @param size of a batch, at least 1
   * @param delay how long the first of a batch waits for others; not negative
   */
  public record BatchSettings(int size, Duration delay) {

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public BatchSettings {
      Check.that(size >= 1, "languageModel.batch.size", "at least 1", size);
      Check.that(!delay.isNegative(), "languageModel.batch.delay", "not negative", delay);
    }
  }

  /**
   * When users are put back until load falls.
   *
   * @param bound users who may wait, at least 1
   * @param shedAfter how long the oldest may wait; positive
   */
  public record QueueSettings(int bound, Duration shedAfter) {

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public QueueSettings {
      Check.that(bound >= 1, "languageModel.queue.bound", "at least 1", bound);
      Check.that(
          !shedAfter.isNegative() && !shedAfter.isZero(),
          "languageModel.queue.shedAfter",
          "positive",
          shedAfter);
    }
  }

  /**
   * Users who stay on a checkpoint, whatever is announced.
   *
   * @param share of all users, chosen by a hash of their ids; 0 to 1
   * @param checkpoint id of theirs; not blank where the share is above 0
   */
  public record VariantSettings(double share, String checkpoint) {

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public VariantSettings {
      Check.that(share >= 0 && share <= 1, "languageModel.variant.share", "from 0 to 1", share);
      Check.that(
          share == 0 || CheckpointId.isId(checkpoint),
          "languageModel.variant.checkpoint",
          "the id of a checkpoint, for some users are to stay on it",
          "'" + checkpoint + "'");
    }

    /** Whether there are such users. */
    boolean isOn() {
      return share > 0;
    }
  }

  /** The defaults. */
  public static LanguageModelSettings defaults() {
    return new LanguageModelSettings(
        true,
        "recommender",
        "",
        30,
        new BatchSettings(16, Duration.ofMillis(20)),
        new QueueSettings(10_000, Duration.ofSeconds(30)),
        0.9,
        false,
        new VariantSettings(0, ""),
        0);
  }

  /** These settings for another model. */
  public LanguageModelSettings withModel(String other) {
    return new LanguageModelSettings(
        enabled,
        other,
        base,
        candidates,
        batch,
        queue,
        collaborativeWeight,
        refreshOnSwap,
        variant,
        threads);
  }

  /** These settings with another variant. */
  public LanguageModelSettings withVariant(VariantSettings other) {
    return new LanguageModelSettings(
        enabled,
        model,
        base,
        candidates,
        batch,
        queue,
        collaborativeWeight,
        refreshOnSwap,
        other,
        threads);
  }

  /** These settings with another size of batches. */
  public LanguageModelSettings withBatch(int size) {
    return with(new BatchSettings(size, batch.delay()), queue);
  }

  /** These settings with another patience of the queue. */
  public LanguageModelSettings withShedAfter(Duration shedAfter) {
    return with(batch, new QueueSettings(queue.bound(), shedAfter));
  }

  private LanguageModelSettings with(BatchSettings otherBatch, QueueSettings otherQueue) {
    return new LanguageModelSettings(
        enabled,
        model,
        base,
        candidates,
        otherBatch,
        otherQueue,
        collaborativeWeight,
        refreshOnSwap,
        variant,
        threads);
  }

  LoadingOptions loading() {
    return new LoadingOptions(
        model, base, candidates, batch.size(), new FusionForm.Linear(collaborativeWeight), threads);
  }
}
