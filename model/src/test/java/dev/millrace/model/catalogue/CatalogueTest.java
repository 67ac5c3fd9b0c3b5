package dev.millrace.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldEqualANewCatalogueWhenItemsComeAndGo(long seed) {
    Random random = new Random(seed);
    Catalogue catalogue = Catalogues.empty();
    Map<String, TitledItem> present = new LinkedHashMap<>();
    for (int round = 0; round < 20; round++) {
      List<TitledItem> changed = new ArrayList<>(Catalogues.random(random, 120));
      changed.removeIf(item -> random.nextInt(4) > 0);
      Set<String> removed = someOf(present.keySet(), random);

      catalogue = catalogue.with(changed, removed);

      present.keySet().removeAll(removed);
      changed.forEach(item -> present.put(item.itemId(), item));
      assertSame(catalogue, Catalogues.empty().with(present.values(), List.of()));
    }
  }

  @Test
  void shouldEqualANewCatalogueWhenFewOfManyItemsChange() {
    Map<String, TitledItem> present = new LinkedHashMap<>();
    for (int item = 0; item < 6_000; item++) {
      String title = Integer.toString(item * 7_919, Character.MAX_RADIX);
      present.put("i" + item, new TitledItem("i" + item, title, item % 10 > 0));
    }
    Catalogue before = Catalogues.empty().with(present.values(), List.of());
    List<TitledItem> changed =
        List.of(
            TitledItem.of("i17", "something else"),
            TitledItem.of("i4000", Integer.toString(4_001 * 7_919, Character.MAX_RADIX)),
            new TitledItem("new", "0", false));

    Catalogue after = before.with(changed, List.of("i5999", "i20"));

    present.keySet().removeAll(List.of("i5999", "i20"));
    changed.forEach(item -> present.put(item.itemId(), item));
    assertSame(after, Catalogues.empty().with(present.values(), List.of()));
  }

  @Test
  void shouldLeaveTheSnapshotBeforeAsItWas() {
    Catalogue before = Catalogues.of("ab", "cd");

    Catalogue after = before.with(List.of(TitledItem.of("i2", "ef")), List.of("i0"));

    assertThat(before.tokensOf(0)).isEqualTo(TokenIds.of('a', 'b', 2));
    assertThat(before.isAvailable(2)).isFalse();
    assertThat(after.tokensOf(0)).isEqualTo(TokenIds.empty());
    assertThat(after.isAvailable(2)).isTrue();
  }

  @Test
  void shouldTakeTheLastWhenAnItemComesTwice() {
    Catalogue catalogue =
        Catalogues.empty()
            .with(List.of(TitledItem.of("x", "ab"), TitledItem.of("x", "cd")), List.of());

    assertThat(catalogue.tokensOf(0)).isEqualTo(TokenIds.of('c', 'd', 2));
    assertThat(catalogue.trie().leaves()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutItemsWithoutATitle() {
    Catalogue catalogue = Catalogues.of("ab", "cd");

    Catalogue after = catalogue.with(List.of(TitledItem.of("i0", "  ")), List.of());

    assertThat(after.trie().items()).isEqualTo(1);
    assertThat(after.isAvailable(0)).isFalse();
  }

  @Test
  void shouldLeaveOutItemsInWhoseTitleTheEndIs() {
    Catalogue catalogue = Catalogues.of("ab", "cd");

    Catalogue after =
        catalogue.with(
            List.of(TitledItem.of("i0", "a\u0002b"), TitledItem.of("new", "ef")), List.of());

    assertThat(after.trie().items()).isEqualTo(2);
    assertThat(after.isAvailable(0)).isFalse();
    assertThat(after.tokensOf(2)).isEqualTo(TokenIds.of('e', 'f', 2));
  }

  @Test
  void shouldCloseNodesUnderWhichNothingIsAvailable() {
    Catalogue catalogue =
        Catalogues.empty()
            .with(
                List.of(
                    new TitledItem("x", "ab", false),
                    new TitledItem("y", "ac", false),
                    new TitledItem("z", "bc", false),
                    TitledItem.of("same as z", "bc")),
                List.of());
    CatalogueTrie trie = catalogue.trie();

    assertThat(catalogue.closed().contains(trie.child(CatalogueTrie.ROOT, 'a'))).isTrue();
    assertThat(catalogue.closed().contains(trie.leafOf(1))).isTrue();
    assertThat(catalogue.closed().contains(trie.leafOf(2))).isFalse();
    assertThat(catalogue.closed().contains(trie.child(CatalogueTrie.ROOT, 'b'))).isFalse();
    assertThat(catalogue.isAvailable(2)).isFalse();
    assertThat(catalogue.isAvailable(3)).isTrue();
  }

  private static Set<String> someOf(Set<String> itemIds, Random random) {
    Set<String> some = new HashSet<>(itemIds);
    some.removeIf(itemId -> random.nextInt(5) > 0);
    some.add("never seen");
    return some;
  }

  private static void assertSame(Catalogue catalogue, Catalogue expected) {
    CatalogueTrie trie = catalogue.trie();
    assertThat(trie.nodes()).isEqualTo(expected.trie().nodes());
    assertThat(trie.leaves()).isEqualTo(expected.trie().leaves());
    assertThat(trie.items()).isEqualTo(expected.trie().items());
    for (int node = 0; node < trie.nodes(); node++) {
      assertThat(trie.token(node)).isEqualTo(expected.trie().token(node));
      assertThat(trie.firstChild(node)).isEqualTo(expected.trie().firstChild(node));
      assertThat(catalogue.closed().contains(node)).isEqualTo(expected.closed().contains(node));
    }
    for (int item = 0; item < expected.names().size(); item++) {
      int here = catalogue.names().find(expected.names().nameOf(item));
      assertThat(trie.leafOf(here)).isEqualTo(expected.trie().leafOf(item));
      assertThat(catalogue.isAvailable(here)).isEqualTo(expected.isAvailable(item));
    }
  }
}
