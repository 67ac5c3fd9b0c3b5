package dev.millrace.contract;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.UserDeletion;
import dev.millrace.avro.UserSequence;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * All topics with their serdes, immutable.
 *
 * @param interactions what users do, the input; key user id (or another key, if so configured)
 * @param items the catalogue; key item id
 * @param userSequences last interactions per user; key user id
 * @param acceptedInteractions interactions that passed validation and deduplication; key user id
 * @param trainingExamples history before, and what came next; key user id
 * @param itemTransitions the collaborative model, a row per item; key item id
 * @param itemPopularity decayed counts; key item id
 * @param recommendations the served lists, the output; key user id
 * @param recommendationRequests lists asked for; key user id
 * @param onlineMetrics prequential metrics; key model id
 * @param userDeletions users to forget; key user id
 * @param checkpoints what became of each checkpoint, and which one serving shall use; key model
 *     name
 */
public record Topics(
    Topic<String, Interaction> interactions,
    Topic<String, Item> items,
    Topic<String, UserSequence> userSequences,
    Topic<String, AcceptedInteraction> acceptedInteractions,
    Topic<String, TrainingExample> trainingExamples,
    Topic<String, ItemTransitions> itemTransitions,
    Topic<String, ItemPopularity> itemPopularity,
    Topic<String, Recommendation> recommendations,
    Topic<String, RecommendationRequest> recommendationRequests,
    Topic<String, OnlineMetrics> onlineMetrics,
    Topic<String, UserDeletion> userDeletions,
    Topic<String, CheckpointAnnouncement> checkpoints) {

  /** Makes the value serde of a record type; the serde itself finds the subject from the topic. */
  @FunctionalInterface
  public interface ValueSerdes {
    /**
     * @param type generated record class
     * @return a serde whose null is null
     */
    <T extends SpecificRecord> Serde<T> of(Class<T> type);
  }

  /**
   * @param names topic names
   * @param serdes where the value serdes come from
   */
  public static Topics of(TopicNames names, ValueSerdes serdes) {
    return new Topics(
        keyedByString(names.interactions(), serdes.of(Interaction.class)),
        keyedByString(names.items(), serdes.of(Item.class)),
        keyedByString(names.userSequences(), serdes.of(UserSequence.class)),
        keyedByString(names.acceptedInteractions(), serdes.of(AcceptedInteraction.class)),
        keyedByString(names.trainingExamples(), serdes.of(TrainingExample.class)),
        keyedByString(names.itemTransitions(), serdes.of(ItemTransitions.class)),
        keyedByString(names.itemPopularity(), serdes.of(ItemPopularity.class)),
        keyedByString(names.recommendations(), serdes.of(Recommendation.class)),
        keyedByString(names.recommendationRequests(), serdes.of(RecommendationRequest.class)),
        keyedByString(names.onlineMetrics(), serdes.of(OnlineMetrics.class)),
        keyedByString(names.userDeletions(), serdes.of(UserDeletion.class)),
        keyedByString(names.checkpoints(), serdes.of(CheckpointAnnouncement.class)));
  }

  /** Every topic, in the order of the pipeline. */
  public List<Topic<?, ?>> all() {
    return List.of(
        interactions,
        items,
        userSequences,
        acceptedInteractions,
        trainingExamples,
        itemTransitions,
        itemPopularity,
        recommendations,
        recommendationRequests,
        onlineMetrics,
        userDeletions,
        checkpoints);
  }

  private static <V> Topic<String, V> keyedByString(String name, Serde<V> values) {
    return new Topic<>(name, Serdes.String(), values);
  }
}
