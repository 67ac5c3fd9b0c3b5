package dev.millrace.trainer.progressive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.fusion.FusionSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how the two models are put together, on the latest examples that neither had seen when
 * they were asked. Until there are enough of them, and while no form is surely better, the
 * collaborative model stands alone.
 */
public final class FusionChoice {

  private static final String FILE = "fusion-cases.json";
  private static final FusionForm COLLABORATIVE_ALONE = new FusionForm.Linear(1);

  private final Rules rules;
  private final Deque<FusionSample> samples = new ArrayDeque<>();
  private @Nullable FusionForm chosen;

  public FusionChoice(Rules rules) {
    this.rules = rules;
  }

  /**
   * How to choose.
   *
   * @param k length of the lists whose NDCG is made large
   * @param most examples kept, the latest
   * @param least examples that a choice needs
   */
  public record Rules(int k, int most, long least) {

    /** Refuses sizes below 1. */
    public Rules {
      if (k < 1 || most < 1 || least < 1) {
        throw new IllegalArgumentException(
            "k, most and least are at least 1, but were %d, %d and %d".formatted(k, most, least));
      }
    }
  }

  /**
   * Takes an example, and says how the form chosen last would have ranked what came next.
   *
   * @return from 1, or 0 when it was no candidate
   */
  public int add(FusionSample sample) {
    if (samples.size() == rules.most()) {
      samples.removeFirst();
    }
    samples.addLast(sample);
    return sample.rank(chosen == null ? COLLABORATIVE_ALONE : chosen);
  }

  /** Chooses anew; where there are too few examples, what was chosen before stays. */
  public void choose() {
    if (samples.size() >= rules.least()) {
      chosen =
          FusionSearch.surest(samples.stream().map(FusionSample::toCase).toList(), rules.k())
              .form();
    }
  }

  /** What was chosen last; null if nothing was. */
  public @Nullable FusionForm chosen() {
    return chosen;
  }

  /** Examples that the next choice is made on. */
  public int size() {
    return samples.size();
  }

  /**
   * Writes the examples into a checkpoint; what was chosen is in the manifest.
   *
   * @throws IOException if that fails
   */
  public void write(Path directory) throws IOException {
    new JsonMapper().writeValue(directory.resolve(FILE).toFile(), samples);
  }

  /**
   * Goes on from a checkpoint; one from before examples were kept has none.
   *
   * @param before what its manifest says; null for nothing
   * @throws IOException if it cannot be read
   */
  public void read(Path directory, @Nullable FusionForm before) throws IOException {
    chosen = before;
    samples.clear();
    if (Files.exists(directory.resolve(FILE))) {
      List<FusionSample> saved =
          List.of(
              new JsonMapper().readValue(directory.resolve(FILE).toFile(), FusionSample[].class));
      samples.addAll(saved.subList(Math.max(0, saved.size() - rules.most()), saved.size()));
    }
  }
}
