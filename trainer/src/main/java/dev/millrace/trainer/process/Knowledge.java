package dev.millrace.trainer.process;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.trainer.kafka.KnowledgeTopics;
import dev.millrace.trainer.progressive.CollaborativeParameters;
import dev.millrace.trainer.progressive.CollaborativeRecords;
import dev.millrace.trainer.progressive.ExampleCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of items: the collaborative model as it is now, and the changes of titles that no
 * catalogue has taken in yet, ordered by item, so that the same items make the same catalogue in
 * whatever order they were read.
 */
final class Knowledge implements KnowledgeTopics.Listener {

  private final CollaborativeModel model;
  private final CollaborativeParameters parameters;
  private final SortedMap<String, TitledItem> changed = new TreeMap<>();
  private final List<String> removed = new ArrayList<>();

  Knowledge(CollaborativeParameters parameters) {
    this.parameters = parameters;
    this.model = CollaborativeModel.empty(parameters.popularityDecay());
  }

  /**
   * What changed of titles since the last call.
   *
   * @param changed new items and known ones as they are now
   * @param removed items that are no more
   */
  record TitleChanges(List<TitledItem> changed, List<String> removed) {

    boolean isNone() {
      return changed.isEmpty() && removed.isEmpty();
    }
  }

  /** Items with titles that have not been taken in yet. */
  List<TitledItem> waiting() {
    return changed.values().stream().filter(item -> !item.title().isBlank()).toList();
  }

  /** Takes the changes; they are not given again. */
  TitleChanges takeChanges() {
    TitleChanges taken = new TitleChanges(List.copyOf(changed.values()), List.copyOf(removed));
    changed.clear();
    removed.clear();
    return taken;
  }

  ItemDictionary names() {
    return model.items();
  }

  CollaborativeModel model() {
    return model;
  }

  /** Counts of examples yet to be read, with the same names. */
  ExampleCounts counts() {
    return new ExampleCounts(names(), parameters);
  }

  /** Asks the model as it is now. */
  CollaborativeRecommender recommender() {
    return new CollaborativeRecommender(model, parameters.options());
  }

  @Override
  public void onItem(String itemId, @Nullable Item item) {
    if (item == null) {
      changed.remove(itemId);
      removed.add(itemId);
    } else {
      removed.remove(itemId);
      changed.put(itemId, new TitledItem(itemId, item.getTitle(), item.getAvailable()));
    }
  }

  @Override
  public void onTransitions(String itemId, @Nullable ItemTransitions row) {
    if (row != null) {
      new CollaborativeRecords(model).put(row);
    } else if (names().find(itemId) != ItemDictionary.UNKNOWN) {
      model.transitions().remove(names().find(itemId));
    }
  }

  @Override
  public void onPopularity(String itemId, @Nullable ItemPopularity count) {
    if (count != null) {
      new CollaborativeRecords(model).put(count);
    } else if (names().find(itemId) != ItemDictionary.UNKNOWN) {
      model.popularity().remove(names().find(itemId));
    }
  }
}
