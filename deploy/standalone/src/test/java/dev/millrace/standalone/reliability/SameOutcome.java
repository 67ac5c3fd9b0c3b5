package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.TransitionChange;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.deadletter.DeadLetters;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullUnmarked;

/** Two pipelines that were given the same have become the same, whatever happened to them. */
@NullUnmarked // AssertJ says when a value is missing.
final class SameOutcome {

  private static final double RELATIVE = 1e-9;
  private static final int SCHEMA_ID_END = 5;

  private SameOutcome() {}

  static void hold(Outcome undisturbed, Outcome disturbed) {
    assertThat(sequences(disturbed)).isEqualTo(sequences(undisturbed));
    assertThat(accepted(disturbed)).isEqualTo(accepted(undisturbed));
    assertThat(examples(disturbed)).isEqualTo(examples(undisturbed));
    assertThat(deadLetters(disturbed)).isEqualTo(deadLetters(undisturbed));
    transitions(undisturbed, disturbed);
    popularity(undisturbed, disturbed);
  }

  /** All fields but the arrival, the version among them. */
  private static Map<String, String> sequences(Outcome outcome) {
    Map<String, String> sequences = new TreeMap<>();
    outcome
        .sequences()
        .forEach(
            (user, sequence) ->
                sequences.put(
                    user,
                    sequence == null
                        ? "deleted"
                        : UserSequence.newBuilder(sequence).setArrivedAt(0).build().toString()));
    return sequences;
  }

  private static Map<String, String> accepted(Outcome outcome) {
    return outcome.accepted().stream()
        .collect(
            Collectors.toMap(
                AcceptedInteraction::getEventId,
                taken -> taken.getItemId() + changes(taken),
                (one, other) -> one + " and again " + other,
                TreeMap::new));
  }

  private static List<String> changes(AcceptedInteraction taken) {
    return taken.getTransitions().stream().map(TransitionChange::toString).sorted().toList();
  }

  private static Map<String, String> examples(Outcome outcome) {
    return outcome.examples().stream()
        .collect(
            Collectors.toMap(
                TrainingExample::getEventId,
                TrainingExample::toString,
                (one, other) -> one + " and again " + other,
                TreeMap::new));
  }

  private static List<String> deadLetters(Outcome outcome) {
    return outcome.deadLetters().stream().map(SameOutcome::fingerprint).sorted().toList();
  }

  /** Reason and bytes without the schema id, which differs between subjects. */
  private static String fingerprint(ConsumerRecord<byte[], byte[]> letter) {
    byte[] value = letter.value();
    boolean framed = value.length > SCHEMA_ID_END && value[0] == 0;
    byte[] payload = framed ? Arrays.copyOfRange(value, SCHEMA_ID_END, value.length) : value;
    return DeadLetters.reason(letter.headers()).orElseThrow().exception()
        + " "
        + HexFormat.of().formatHex(letter.key())
        + " "
        + HexFormat.of().formatHex(payload);
  }

  private static void transitions(Outcome undisturbed, Outcome disturbed) {
    assertThat(disturbed.transitions()).hasSameSizeAs(undisturbed.transitions());
    undisturbed
        .transitions()
        .forEach(
            (item, expected) -> {
              ItemTransitions row = disturbed.transitions().get(item);
              assertThat(row.getAsOf()).isEqualTo(expected.getAsOf());
              isClose(item, row.getTotal(), expected.getTotal());
              Map<String, Double> weights = weights(row);
              assertThat(weights.keySet()).as(item).isEqualTo(weights(expected).keySet());
              weights(expected)
                  .forEach((to, weight) -> isClose(item + to, weights.get(to), weight));
            });
  }

  private static Map<String, Double> weights(ItemTransitions row) {
    return row.getSuccessors().stream()
        .collect(Collectors.toMap(Successor::getItemId, Successor::getWeight));
  }

  private static void popularity(Outcome undisturbed, Outcome disturbed) {
    assertThat(disturbed.popularity()).hasSameSizeAs(undisturbed.popularity());
    undisturbed
        .popularity()
        .forEach(
            (item, expected) -> {
              assertThat(disturbed.popularity().get(item).getAsOf()).isEqualTo(expected.getAsOf());
              isClose(item, disturbed.popularity().get(item).getWeight(), expected.getWeight());
            });
  }

  private static void isClose(String what, double found, double expected) {
    assertThat(found).as(what).isCloseTo(expected, Offset.offset(RELATIVE * expected + 1e-12));
  }
}
