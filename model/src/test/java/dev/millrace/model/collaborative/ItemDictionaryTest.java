package dev.millrace.model.collaborative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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
  void shouldTellNamesApartWhenTheyShareTheirHash() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());

    assertThat(items.internAll(List.of("AaAa", "BBBB", "AaBB", "AaAa", "BBAa")))
        .isEqualTo(ItemIds.of(0, 1, 2, 0, 3));
    assertThat(items.nameOf(2)).isEqualTo("AaBB");
  }

  @Test
  void shouldFindEveryItemWhenItHasGrown() {
    for (int item = 0; item < 10_000; item++) {
      assertThat(items.intern("item-" + item)).isEqualTo(item);
    }

    for (int item = 0; item < 10_000; item++) {
      assertThat(items.find("item-" + item)).isEqualTo(item);
      assertThat(items.nameOf(item)).isEqualTo("item-" + item);
    }
    assertThat(items.find("item-10000")).isEqualTo(ItemDictionary.UNKNOWN);
  }

  @Test
  void shouldGiveOneMeaningToEachIdWhenSeveralThreadsAddTheSameItems() {
    List<ItemIds> seen =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(
                thread ->
                    items.internAll(
                        IntStream.range(0, 20_000)
                            .mapToObj(i -> "item-" + (i * (2 * thread + 1)) % 20_000)
                            .toList()))
            .toList();

    assertThat(items.size()).isEqualTo(20_000);
    for (int thread = 0; thread < 4; thread++) {
      for (int i = 0; i < 20_000; i++) {
        assertThat(items.nameOf(seen.get(thread).get(i)))
            .isEqualTo("item-" + (i * (2 * thread + 1)) % 20_000);
      }
    }
  }

  @Test
  void shouldNotGrowWhenOnlyAsked() {
    assertThat(items.find("nobody")).isEqualTo(ItemDictionary.UNKNOWN);
    assertThat(items.size()).isZero();
  }
}
