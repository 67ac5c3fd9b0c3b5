package dev.millrace.serving;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.contract.Topics;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.TransitionRow;
import dev.millrace.serving.language.TitleFeed;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What lists are made from: the catalogue and the collaborative model, kept up to date record by
 * record. Belongs to the serving thread.
 */
final class Knowledge {

  private final RecordReader<Item> items;
  private final RecordReader<ItemTransitions> transitions;
  private final RecordReader<ItemPopularity> popularity;
  private final CollaborativeModel model;
  private final Catalogue catalogue;
  private @Nullable TitleFeed titles;
  private boolean offersAll;

  Knowledge(Topics topics, ScoringSettings scoring) {
    this.items = new RecordReader<>(topics.items(), Item::getItemId);
    this.transitions = new RecordReader<>(topics.itemTransitions(), ItemTransitions::getItemId);
    this.popularity = new RecordReader<>(topics.itemPopularity(), ItemPopularity::getItemId);
    this.model = CollaborativeModel.empty(scoring.popularityDecay());
    this.catalogue = new Catalogue(model.items());
  }

  CollaborativeModel model() {
    return model;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Lets language models follow the titles; to be called before the first record is taken in.
   *
   * @param all whether unavailable items are offered too
   */
  TitleFeed titles(boolean all) {
    TitleFeed feed = new TitleFeed(model.items());
    titles = feed;
    offersAll = all;
    return feed;
  }

  /** Topics whose records are wanted. */
  List<String> topics() {
    return List.of(items.topic().name(), transitions.topic().name(), popularity.topic().name());
  }

  /** The topic of the collaborative model. */
  String transitionsTopic() {
    return transitions.topic().name();
  }

  /**
   * Takes a record of one of the topics in.
   *
   * @throws InvalidRecordException if it says something that cannot be
   */
  void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(items.topic().name())) {
        applyItem(items.read(record));
      } else if (record.topic().equals(transitions.topic().name())) {
        applyTransitions(transitions.read(record));
      } else {
        applyPopularity(popularity.read(record));
      }
    } catch (IllegalArgumentException outOfRange) {
      throw new InvalidRecordException(
          "A %s record is out of range: %s".formatted(record.topic(), outOfRange.getMessage()),
          outOfRange);
    }
  }

  private void applyItem(RecordReader.Entry<Item> entry) {
    Item item = entry.value();
    if (item == null) {
      catalogue.remove(entry.key());
    } else {
      catalogue.put(item);
    }
    if (titles != null) {
      publish(entry.key(), item, titles);
    }
  }

  private void publish(String itemId, @Nullable Item item, TitleFeed feed) {
    if (item == null) {
      feed.remove(itemId);
    } else {
      // The dictionary's own name: a million ids need not be there twice.
      String name = model.items().nameOf(model.items().intern(itemId));
      feed.put(new TitledItem(name, item.getTitle(), offersAll || item.getAvailable()));
    }
  }

  private void applyTransitions(RecordReader.Entry<ItemTransitions> entry) {
    ItemTransitions row = entry.value();
    if (row != null) {
      model.transitions().replace(model.items().intern(entry.key()), compact(row));
      return;
    }
    int item = model.items().find(entry.key());
    if (item != ItemDictionary.UNKNOWN) {
      model.transitions().remove(item);
    }
  }

  private TransitionRow compact(ItemTransitions row) {
    List<Successor> successors = row.getSuccessors();
    int[] followers = new int[successors.size()];
    float[] weights = new float[followers.length];
    for (int i = 0; i < followers.length; i++) {
      followers[i] = model.items().intern(successors.get(i).getItemId());
      weights[i] = (float) successors.get(i).getWeight();
    }
    return new TransitionRow(ItemIds.of(followers), weights, row.getTotal(), row.getAsOf());
  }

  private void applyPopularity(RecordReader.Entry<ItemPopularity> entry) {
    ItemPopularity count = entry.value();
    if (count != null) {
      model
          .popularity()
          .replace(model.items().intern(entry.key()), count.getWeight(), count.getAsOf());
      return;
    }
    int item = model.items().find(entry.key());
    if (item != ItemDictionary.UNKNOWN) {
      model.popularity().remove(item);
    }
  }
}
