package dev.millrace.model.collaborative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemDictionaryTest {

  private final ItemDictionary items = new ItemDictionary();

  @Test
  void shouldGiveDenseIdsWhenItemsAreNew() {
    assertThat(items.internAll(List.of("b", "a", "b"))).isEqualTo(ItemIds.of(0, 1, 0));
    assertThat(items.size()).isEqualTo(2);
  }

  @Test
  void shouldFindNameAndIdWhenItemIsKnown() {
    items.intern("a");
    int b = items.intern("b");

    assertThat(items.find("b")).isEqualTo(b);
    assertThat(items.nameOf(b)).isEqualTo("b");
  }

  @Test
  void shouldNotGrowWhenOnlyAsked() {
    assertThat(items.find("nobody")).isEqualTo(ItemDictionary.UNKNOWN);
    assertThat(items.size()).isZero();
  }
}
