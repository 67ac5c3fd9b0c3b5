package dev.millrace.checkpoint;

import dev.millrace.checkpoint.promotion.PromotionDecision;
import dev.millrace.checkpoint.users.ForgottenUser;
import dev.millrace.model.fusion.FusionForm;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint is and where it comes from: the content of its manifest.
 *
 * @param formatVersion of the manifest
 * @param id of the checkpoint
 * @param model name of the model that is trained; a directory's name and a record's key
 * @param parent the checkpoint that training went on from; null for the first
 * @param createdAt when it was made
 * @param setup what training was told to do
 * @param progress how far it has come
 * @param metrics figures of progressive validation, by name
 * @param promotion what was decided about it; null while nothing was
 * @param fusion how its opinions and the collaborative model's become one list; null where that was
 *     never chosen, as in manifests from before there was a choice
 * @param forgotten deletions of users from whom the weights, or those that they began from, had
 *     learned; in the order in which they were read
 * @param build the program that trained
 * @param files all files but the manifest itself, ordered by path
 */
public record RunRecord(
    int formatVersion,
    CheckpointId id,
    String model,
    @Nullable CheckpointId parent,
    Instant createdAt,
    TrainingSetup setup,
    TrainingProgress progress,
    SortedMap<String, Measurement> metrics,
    @Nullable PromotionDecision promotion,
    @Nullable FusionForm fusion,
    List<ForgottenUser> forgotten,
    Build build,
    List<CheckpointFile> files) {

  /** The version that this program writes, and the only one that it reads. */
  public static final int FORMAT_VERSION = 1;

  private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /**
   * Copies and orders the collections.
   *
   * @throws IllegalArgumentException if the model's name cannot name a directory, or two files
   *     share a path
   */
  public RunRecord {
    checkModelName(model);
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    forgotten = List.copyOf(forgotten);
    files = files.stream().sorted(Comparator.comparing(CheckpointFile::path)).toList();
    checkPaths(files);
  }

  /**
   * A record of what is being checkpointed now: id, time, version and build are filled in.
   *
   * @param model name of the model
   * @param parent the checkpoint that training went on from; null for the first
   * @param createdAt now
   * @param setup what training was told to do
   * @param progress how far it has come
   */
  public static RunRecord of(
      String model,
      @Nullable CheckpointId parent,
      Instant createdAt,
      TrainingSetup setup,
      TrainingProgress progress) {
    return new RunRecord(
        FORMAT_VERSION,
        CheckpointId.of(progress.step(), createdAt),
        model,
        parent,
        createdAt,
        setup,
        progress,
        Collections.emptySortedMap(),
        null,
        null,
        List.of(),
        Build.current(),
        List.of());
  }

  /** The same with figures. */
  public RunRecord withMetrics(SortedMap<String, Measurement> measured) {
    return new RunRecord(
        formatVersion,
        id,
        model,
        parent,
        createdAt,
        setup,
        progress,
        measured,
        promotion,
        fusion,
        forgotten,
        build,
        files);
  }

  /** The same with a decision. */
  public RunRecord withPromotion(PromotionDecision decision) {
    return new RunRecord(
        formatVersion,
        id,
        model,
        parent,
        createdAt,
        setup,
        progress,
        metrics,
        decision,
        fusion,
        forgotten,
        build,
        files);
  }

  /** The same with a form of fusion; null for none. */
  public RunRecord withFusion(@Nullable FusionForm chosen) {
    return new RunRecord(
        formatVersion,
        id,
        model,
        parent,
        createdAt,
        setup,
        progress,
        metrics,
        promotion,
        chosen,
        forgotten,
        build,
        files);
  }

  /** The same with deletions. */
  public RunRecord withForgotten(List<ForgottenUser> deletions) {
    return new RunRecord(
        formatVersion,
        id,
        model,
        parent,
        createdAt,
        setup,
        progress,
        metrics,
        promotion,
        fusion,
        deletions,
        build,
        files);
  }

  /** The same with the files that were written. */
  public RunRecord withFiles(List<CheckpointFile> written) {
    return new RunRecord(
        formatVersion,
        id,
        model,
        parent,
        createdAt,
        setup,
        progress,
        metrics,
        promotion,
        fusion,
        forgotten,
        build,
        written);
  }

  /** Size of all files together. */
  public long bytes() {
    return files.stream().mapToLong(CheckpointFile::bytes).sum();
  }

  /**
   * @throws IllegalArgumentException if a text cannot name a model
   */
  public static void checkModelName(String name) {
    if (!MODEL_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A model's name has 1 to 128 letters, digits, dots, hyphens and underscores and begins with a letter or digit; found '%s'"
              .formatted(name));
    }
  }

  private static void checkPaths(List<CheckpointFile> files) {
    Set<String> paths = new HashSet<>();
    for (CheckpointFile file : files) {
      if (file.path().equals(CheckpointLayout.MANIFEST) || !paths.add(file.path())) {
        throw new IllegalArgumentException(
            "Every file has a path of its own, and the manifest is none of them; found '%s' again"
                .formatted(file.path()));
      }
    }
  }
}
