package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.model.collaborative.TransitionRow;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

  private final ServingTestKit kit = new ServingTestKit();
  private final Knowledge knowledge = kit.knowledge;

  @Test
  void shouldOfferOnlyAvailableItemsWhenCatalogueHoldsSome() {
    kit.know(new Item("off", "Off", List.of(), false));
    knowledge.model().items().intern("never in the catalogue");

    assertThat(isAvailable("a")).isTrue();
    assertThat(isAvailable("off")).isFalse();
    assertThat(isAvailable("never in the catalogue")).isFalse();
  }

  @Test
  void shouldOfferEverythingWhenCatalogueIsEmpty() {
    Knowledge empty = new Knowledge(kit.topics, ScoringSettings.defaults());

    assertThat(empty.catalogue().isAvailable(empty.model().items().intern("any"))).isTrue();
  }

  @Test
  void shouldForgetItemWhenItsRecordIsATombstone() {
    kit.know(kit.topics.items(), "a", null);
    kit.know(kit.topics.items(), "never seen", null);

    assertThat(isAvailable("a")).isFalse();
    assertThat(knowledge.catalogue().size()).isEqualTo(4);
    assertThat(knowledge.catalogue().titleOf(dense("a"))).isEqualTo("a");
  }

  @Test
  void shouldReplaceItemWhenItsRecordComesAgain() {
    kit.know(new Item("a", "New title", List.of("z"), false));

    assertThat(knowledge.catalogue().titleOf(dense("a"))).isEqualTo("New title");
    assertThat(knowledge.catalogue().isInAny(dense("a"), List.of("x"))).isFalse();
    assertThat(knowledge.catalogue().isInAny(dense("a"), List.of("y", "z"))).isTrue();
    assertThat(knowledge.catalogue().size()).isEqualTo(5);
  }

  @Test
  void shouldHoldRowWhenTransitionsCome() {
    TransitionRow row = Objects.requireNonNull(knowledge.model().transitions().row(dense("a")));

    assertThat(row.size()).isEqualTo(2);
    assertThat(row.successor(1)).isEqualTo(dense("c"));
    assertThat(row.weight(1)).isEqualTo(9f);
    assertThat(row.total()).isEqualTo(20.0);
    assertThat(row.asOf()).isEqualTo(ServingTestKit.NOW);
  }

  @Test
  void shouldForgetRowAndPopularityWhenTombstonesCome() {
    kit.know(kit.topics.itemTransitions(), "a", null);
    kit.know(kit.topics.itemPopularity(), "p", null);
    kit.know(kit.topics.itemTransitions(), "never seen", null);
    kit.know(kit.topics.itemPopularity(), "never seen", null);

    assertThat(knowledge.model().transitions().size()).isZero();
    assertThat(knowledge.model().popularity()).containsExactly(dense("q"));
  }

  @Test
  void shouldRejectRecordWhenItSaysWhatCannotBe() {
    assertThatThrownBy(
            () -> kit.know(kit.topics.itemPopularity(), "p", new ItemPopularity("p", -1.0, 0L)))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("A weight is not negative, but was -1.0");
    assertThatThrownBy(
            () ->
                kit.know(
                    kit.topics.itemTransitions(),
                    "a",
                    new ItemTransitions("a", List.of(new Successor("b", Double.NaN)), 1.0, 0L)))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("NaN");
  }

  private boolean isAvailable(String item) {
    return knowledge.catalogue().isAvailable(dense(item));
  }

  private int dense(String item) {
    return knowledge.model().items().find(item);
  }
}
