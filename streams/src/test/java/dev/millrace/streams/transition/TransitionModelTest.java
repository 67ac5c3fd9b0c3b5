package dev.millrace.streams.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.avro.TransitionChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class TransitionModelTest {

  private static final double GAMMA = 0.7;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long START = 1_700_000_000_000L;
  private static final int MOST = 4;

  private final TransitionModel model =
      new TransitionModel(new TransitionSettings(5, GAMMA, Duration.ofDays(10), MOST));

  @Test
  void shouldWeighByDistanceAndDecayToNewest() {
    ItemTransitions row =
        record(added("b", 1, START), added("c", 2, START + 10 * DAY), added("b", 3, START));

    double b = (GAMMA + Math.pow(GAMMA, 3)) / 2;
    double c = Math.pow(GAMMA, 2);
    assertThat(row.getAsOf()).isEqualTo(START + 10 * DAY);
    assertThat(row.getSuccessors()).extracting(Successor::getItemId).containsExactly("b", "c");
    assertThat(row.getSuccessors().get(0).getWeight()).isCloseTo(b, within(1e-12));
    assertThat(row.getSuccessors().get(1).getWeight()).isCloseTo(c, within(1e-12));
    assertThat(row.getTotal()).isCloseTo(b + c, within(1e-12));
  }

  @Test
  void shouldLeaveNothingWhenAllIsTakenBack() {
    byte[] row = apply(null, added("b", 1, START));

    assertThat(apply(row, takenBack("b", 1, START))).isNull();
  }

  @Test
  void shouldSubtractWhenOneOfTwoIsTakenBack() {
    ItemTransitions row =
        record(
            added("b", 1, START),
            added("b", 2, START),
            takenBack("b", 1, START),
            added("c", 1, START),
            takenBack("c", 1, START));

    assertThat(row.getSuccessors()).hasSize(1);
    assertThat(row.getSuccessors().get(0).getWeight()).isCloseTo(GAMMA * GAMMA, within(1e-12));
    assertThat(row.getTotal()).isCloseTo(GAMMA * GAMMA, within(1e-9));
  }

  @Test
  void shouldIgnoreTakingBackWhenThereIsNoRow() {
    assertThat(apply(null, takenBack("b", 1, START))).isNull();
  }

  @Test
  void shouldOrderByItemWhenWeightsAreEqual() {
    ItemTransitions row = record(added("z", 1, START), added("a", 1, START), added("m", 1, START));

    assertThat(row.getSuccessors()).extracting(Successor::getItemId).containsExactly("a", "m", "z");
  }

  @Test
  void shouldKeepHeaviestAndWholeTotalWhenSuccessorsAreTooMany() {
    List<TransitionChange> changes = new ArrayList<>();
    for (int item = 0; item < 50; item++) {
      changes.add(added("i" + item, 5, START));
    }
    for (int item = 0; item < MOST; item++) {
      changes.add(added("heavy" + item, 1, START));
    }

    ItemTransitions row = record(changes.toArray(TransitionChange[]::new));

    assertThat(row.getSuccessors()).hasSize(MOST);
    assertThat(row.getSuccessors())
        .extracting(Successor::getItemId)
        .allMatch(itemId -> itemId.startsWith("heavy"));
    assertThat(row.getTotal()).isCloseTo(50 * Math.pow(GAMMA, 5) + MOST * GAMMA, within(1e-9));
  }

  @Test
  void shouldNeverHoldMoreThanTwiceWhatItEmits() {
    byte[] row = null;
    for (int item = 0; item < 100; item++) {
      row = apply(row, added("i" + item, 1, START + item));
      assertThat(TransitionRow.copyOf(row, 0).size()).isLessThanOrEqualTo(2 * MOST);
    }
  }

  @Test
  void shouldSurviveWhenTimeRunsFarBeyondRangeOfDouble() {
    long farAhead = START + 30_000 * DAY;
    ItemTransitions row = record(added("b", 1, START), added("c", 1, farAhead));

    assertThat(row.getSuccessors().get(0))
        .isEqualTo(new Successor("c", row.getSuccessors().get(0).getWeight()));
    assertThat(row.getSuccessors().get(0).getWeight()).isCloseTo(GAMMA, within(1e-12));
    assertThat(row.getTotal()).isCloseTo(GAMMA, within(1e-12));
  }

  @Test
  void shouldKeepIdsWhenTheyAreNotAscii() {
    assertThat(record(added("Amélie 🎬", 1, START)).getSuccessors().get(0).getItemId())
        .isEqualTo("Amélie 🎬");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldGiveTheSameWhenChangesComeInAnyOrder(long seed) {
    Random random = new Random(seed);
    List<TransitionChange> changes = new ArrayList<>();
    for (int index = 0; index < 200; index++) {
      String item = "i" + random.nextInt(MOST);
      changes.add(added(item, 1 + random.nextInt(5), START + random.nextLong(9_000 * DAY)));
    }
    ItemTransitions inOrder = record(changes.toArray(TransitionChange[]::new));
    Collections.shuffle(changes, random);

    ItemTransitions shuffled = record(changes.toArray(TransitionChange[]::new));

    assertThat(shuffled.getAsOf()).isEqualTo(inOrder.getAsOf());
    assertThat(shuffled.getTotal()).isCloseTo(inOrder.getTotal(), within(1e-9));
    for (int place = 0; place < MOST; place++) {
      Successor expected = inOrder.getSuccessors().get(place);
      Successor found = shuffled.getSuccessors().get(place);
      assertThat(found.getItemId()).isEqualTo(expected.getItemId());
      assertThat(found.getWeight() / expected.getWeight()).isCloseTo(1, within(1e-9));
    }
  }

  private ItemTransitions record(TransitionChange... changes) {
    byte[] row = null;
    for (TransitionChange change : changes) {
      row = apply(row, change);
    }
    assertThat(row).isNotNull();
    return model.toRecord("a", row);
  }

  private byte @Nullable [] apply(byte @Nullable [] row, TransitionChange change) {
    return model.apply(row, List.of(RowChange.of(change).bytes()));
  }

  private static TransitionChange added(String to, int distance, long timestamp) {
    return new TransitionChange("a", to, distance, true, timestamp);
  }

  private static TransitionChange takenBack(String to, int distance, long timestamp) {
    return new TransitionChange("a", to, distance, false, timestamp);
  }
}
