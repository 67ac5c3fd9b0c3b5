package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.standalone.reliability.TopicProbe.Decoded;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullUnmarked;

/** Asks for lists and reads the answers. */
@NullUnmarked // AssertJ says when a value is missing.
final class Answers {

  private static final double RELATIVE = 1e-5;

  private final Pipeline pipeline;
  private final Publisher publisher;
  private final TopicProbe probe;

  Answers(Pipeline pipeline, Publisher publisher, TopicProbe probe) {
    this.pipeline = pipeline;
    this.publisher = publisher;
    this.probe = probe;
  }

  /** Asks once for each user under {@code <round>/<user>}. */
  void ask(String round, Collection<String> users) {
    for (String user : users) {
      publisher.send(
          pipeline.topics().recommendationRequests(),
          user,
          new RecommendationRequest(round + "/" + user, user, 10, null, List.of(), List.of()));
    }
    publisher.flush();
  }

  /** The answers of a round by user, each of which must be there once. */
  Map<String, Recommendation> of(String round) {
    Map<String, Recommendation> answers = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (Decoded<String, Recommendation> record :
        probe.committed(pipeline.topics().recommendations())) {
      Recommendation list = record.value();
      if (list != null
          && list.getCorrelationId() != null
          && list.getCorrelationId().startsWith(round + "/")) {
        assertThat(seen.add(list.getCorrelationId())).as(list.getCorrelationId()).isTrue();
        answers.put(record.key(), list);
      }
    }
    return answers;
  }

  /**
   * Asserts that two rounds of answers show the same. Sums are added in different orders, so items
   * whose scores differ by no more than that may change places.
   */
  static void areSame(Map<String, Recommendation> expected, Map<String, Recommendation> found) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((user, list) -> areSame(list, found.get(user)));
  }

  private static void areSame(Recommendation expected, Recommendation found) {
    String user = expected.getUserId();
    assertThat(found.getItems()).as(user).hasSameSizeAs(expected.getItems());
    Map<String, Double> scores =
        found.getItems().stream()
            .collect(Collectors.toMap(RecommendedItem::getItemId, RecommendedItem::getScore));
    double last = expected.getItems().get(expected.getItems().size() - 1).getScore();
    for (int place = 0; place < expected.getItems().size(); place++) {
      RecommendedItem item = expected.getItems().get(place);
      RecommendedItem other = found.getItems().get(place);
      assertThat(other.getSource()).as(user).isEqualTo(item.getSource());
      assertThat(other.getScore()).as(user).isCloseTo(item.getScore(), within(item.getScore()));
      if (item.getScore() > last * (1 + RELATIVE)) {
        assertThat(scores).as(user).containsKey(item.getItemId());
      }
    }
  }

  private static Offset<Double> within(double score) {
    return Offset.offset(RELATIVE * Math.abs(score) + 1e-12);
  }
}
