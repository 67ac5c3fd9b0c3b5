package dev.millrace.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptTemplate;
import dev.millrace.trainer.testsupport.SmallShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowPackerTest {

  private static final PromptLimits ROOMY = new PromptLimits(50, 512);

  private SmallShop shop;

  @BeforeAll
  void open(@TempDir Path directory) {
    shop = new SmallShop(directory);
  }

  @AfterAll
  void close() {
    shop.close();
  }

  @Test
  void shouldPutAllExamplesOfAUserInOneRowWhenThePromptsGrow() {
    List<LearningExample> examples = SmallShop.sequence("u", 0, 4, 2, 9);

    List<TrainingRow> rows = shop.packer(ROOMY).pack(examples);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).examples()).isEqualTo(examples);
    TrainingRow last = shop.packer(ROOMY).pack(examples.subList(2, 3)).get(0);
    assertThat(rows.get(0).tokens()).isEqualTo(last.tokens());
  }

  @Test
  void shouldPredictEveryTokenOfATargetFromItsTrieNode() {
    TrainingRow row = shop.packer(ROOMY).pack(SmallShop.sequence("u", 0, 4)).get(0);
    CatalogueTrie trie = shop.catalogue().trie();
    int[] response = shop.catalogue().tokensOf(4).toArray();

    assertThat(row.places()).hasSize(response.length);
    assertThat(row.places().get(0).node()).isEqualTo(CatalogueTrie.ROOT);
    for (int i = 0; i < response.length; i++) {
      ResponsePlace place = row.places().get(i);
      assertThat(trie.token(place.child())).isEqualTo(response[i]);
      if (i > 0) {
        assertThat(row.tokens().get(place.offset())).isEqualTo(response[i - 1]);
        assertThat(place.node()).isEqualTo(row.places().get(i - 1).child());
      }
    }
    assertThat(row.places().get(response.length - 1).offset()).isEqualTo(row.length() - 1);
    assertThat(trie.isLeaf(row.places().get(response.length - 1).child())).isTrue();
  }

  @Test
  void shouldKeepUsersApartWhenTheirExamplesInterleave() {
    List<LearningExample> one = SmallShop.sequence("one", 0, 1, 2);
    List<LearningExample> two = SmallShop.sequence("two", 5, 6, 7);

    List<TrainingRow> rows =
        shop.packer(ROOMY).pack(List.of(one.get(0), two.get(0), one.get(1), two.get(1)));

    assertThat(rows).extracting(TrainingRow::examples).containsExactly(one, two);
  }

  @Test
  void shouldBeginANewRowWhenAHistoryIsNotWhatCameBefore() {
    LearningExample first = SmallShop.sequence("u", 0, 1).get(0);
    LearningExample other = new LearningExample("late", "u", ItemIds.of(0, 3), 5, 9);

    assertThat(shop.packer(ROOMY).pack(List.of(first, other))).hasSize(2);
  }

  @Test
  void shouldLeaveOutTargetsWithoutATitle() {
    LearningExample unlearnable = new LearningExample("u1", "u", ItemIds.of(0), shop.untitled(), 1);

    assertThat(shop.packer(ROOMY).isLearnable(unlearnable)).isFalse();
    assertThat(shop.packer(ROOMY).pack(List.of(unlearnable))).isEmpty();
  }

  @Test
  void shouldPackOneExampleARowWhenTheTemplateEndsAfterTheHistory() {
    List<LearningExample> examples = SmallShop.sequence("u", 0, 4, 2);

    assertThat(shop.packer(PromptTemplate.instruction()).pack(examples)).hasSize(2);
  }

  @Test
  void shouldReadNoMoreItemsThanAPromptMayHaveAndShareRowsAllTheSame() {
    int[] taken = IntStream.range(0, 40).map(i -> (i * 5) % 12).toArray();
    List<LearningExample> examples = SmallShop.sequence("u", taken);

    List<TrainingRow> rows = shop.packer(new PromptLimits(8, 512)).pack(examples);

    List<LearningExample> packed = new ArrayList<>();
    rows.forEach(row -> packed.addAll(row.examples()));
    assertThat(packed).isEqualTo(examples);
    assertThat(rows.size()).isBetween(6, 10);
    assertThat(rows).allSatisfy(row -> assertThat(row.examples().size()).isLessThanOrEqualTo(8));
  }

  @Test
  void shouldReadAllThatFitsWhenNoOtherExampleOfTheUserFollows() {
    int[] taken = IntStream.range(0, 40).map(i -> (i * 5) % 12).toArray();
    List<LearningExample> examples = SmallShop.sequence("u", taken);
    LearningExample last = examples.get(examples.size() - 1);
    PromptLimits limits = new PromptLimits(8, 512);

    TrainingRow row = shop.packer(limits).pack(List.of(last)).get(0);

    int[] prompt = shop.prompts(limits).render(shop.catalogue(), last.history()).tokens().toArray();
    assertThat(row.tokens().toArray()).startsWith(prompt);
    assertThat(row.places().get(0).offset()).isEqualTo(prompt.length - 1);
  }
}
