package dev.millrace.trainer.progressive;

import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.PopularityRanking;
import dev.millrace.model.collaborative.TransitionCounter;
import dev.millrace.model.collaborative.TransitionModel;
import dev.millrace.model.fusion.CollaborativeOpinion;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.files.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The collaborative model of the examples that were read so far and of nothing else: what the
 * streams' one was at that point. The one on the topics is ahead of the examples, and would be
 * flattered by whoever judges it on them. What late events do to pairs around them is left out.
 */
public final class ExampleCounts {

  private static final RecordFile<ItemTransitions> TRANSITIONS =
      new RecordFile<>("transitions.avro", ItemTransitions.getClassSchema(), ItemTransitions.class);
  private static final RecordFile<ItemPopularity> POPULARITY =
      new RecordFile<>("popularity.avro", ItemPopularity.getClassSchema(), ItemPopularity.class);

  private final CollaborativeModel model;
  private final CollaborativeParameters parameters;
  private final TransitionCounter counter;

  /**
   * Of no examples yet.
   *
   * @param names of items, shared with whoever makes the examples
   */
  public ExampleCounts(ItemDictionary names, CollaborativeParameters parameters) {
    this.model =
        new CollaborativeModel(
            names,
            new TransitionModel(),
            new PopularityRanking(names, parameters.popularityDecay()));
    this.parameters = parameters;
    this.counter =
        new TransitionCounter(model, parameters.options(), parameters.maximumSuccessors());
  }

  /** Counts an example; call it when whatever is judged on the example has been. */
  public void add(LearningExample example) {
    counter.add(example.history(), example.target(), example.timestamp());
  }

  /** Asks for lists. */
  public CollaborativeRecommender recommender() {
    return new CollaborativeRecommender(model, parameters.options());
  }

  /** Asks for probabilities. */
  public CollaborativeOpinion opinion() {
    return new CollaborativeOpinion(model, parameters.options());
  }

  /**
   * Writes them into a checkpoint.
   *
   * @throws IOException if that fails
   */
  public void write(Path directory) throws IOException {
    CollaborativeRecords records = new CollaborativeRecords(model);
    TRANSITIONS.write(directory, new RecordFile.Content<>(records.transitions(), Map.of()));
    POPULARITY.write(directory, new RecordFile.Content<>(records.popularity(), Map.of()));
  }

  /**
   * Goes on from a checkpoint; one from before they were kept leaves them as they are.
   *
   * @throws IOException if it cannot be read
   */
  public void read(Path directory) throws IOException {
    CollaborativeRecords records = new CollaborativeRecords(model);
    for (ItemTransitions row : content(TRANSITIONS, directory)) {
      records.put(row);
    }
    for (ItemPopularity count : content(POPULARITY, directory)) {
      records.put(count);
    }
  }

  private static <T extends SpecificRecordBase> List<T> content(RecordFile<T> file, Path directory)
      throws IOException {
    return Files.exists(directory.resolve(file.name()))
        ? file.read(directory).records()
        : List.of();
  }
}
