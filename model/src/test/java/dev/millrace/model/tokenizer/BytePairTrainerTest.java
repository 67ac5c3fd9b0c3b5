package dev.millrace.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.tokenizer.BytePairVocabulary.Merge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {

  private static final int BARE = BytePairVocabulary.SPECIAL.size() + ByteLevel.BYTES;

  @Test
  void shouldMergeTheMostFrequentPairFirst() {
    // "ab" three times, "bc" twice; then "ab"+"c" twice.
    BytePairVocabulary vocabulary =
        BytePairTrainer.train(List.of("abc", "abc", "ab"), new BytePairOptions(BARE + 2, 1));

    assertThat(vocabulary.merges()).containsExactly(new Merge("a", "b"), new Merge("ab", "c"));
    assertThat(vocabulary.tokens().subList(BARE, BARE + 2)).containsExactly("ab", "abc");
  }

  @Test
  void shouldMergeRepeatedSymbolsFromTheLeft() {
    // "aaa" counts "aa" twice, becomes "aa"+"a".
    BytePairVocabulary vocabulary =
        BytePairTrainer.train(List.of("aaa", "aaa"), new BytePairOptions(BARE + 10, 1));

    assertThat(vocabulary.merges()).containsExactly(new Merge("a", "a"), new Merge("aa", "a"));
  }

  @Test
  void shouldMergeNothingWhenPairsAreTooRare() {
    BytePairVocabulary vocabulary =
        BytePairTrainer.train(List.of("abc", "def"), new BytePairOptions(1_000, 2));

    assertThat(vocabulary.merges()).isEmpty();
    assertThat(vocabulary.tokens()).hasSize(BARE);
  }

  @Test
  void shouldNeverMergeAcrossWords() {
    BytePairVocabulary vocabulary =
        BytePairTrainer.train(Collections.nCopies(5, "go on"), BytePairOptions.ofSize(1_000));

    assertThat(vocabulary.tokens()).contains("go", "\u0120on").doesNotContain("go\u0120on");
  }

  @Test
  void shouldLearnTheSameInWhateverOrderTextsCome() {
    List<String> texts = new ArrayList<>(Titles.random(7, 500));
    BytePairVocabulary expected = BytePairTrainer.train(texts, BytePairOptions.ofSize(400));

    Collections.shuffle(texts, new Random(1));

    assertThat(BytePairTrainer.train(texts, BytePairOptions.ofSize(400))).isEqualTo(expected);
    assertThat(expected.tokens()).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void shouldRefuseAVocabularyThatCannotHoldTheBytes() {
    assertThatThrownBy(() -> BytePairOptions.ofSize(100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 259")
        .hasMessageContaining("100");
  }
}
