package dev.millrace.model.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.Catalogues;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.tokenizer.LetterTokenizer;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptRendererTest {

  private static final int BEGIN = 1;
  private static final int END = LetterTokenizer.END;

  private final Catalogue catalogue = Catalogues.of("abc", "de", "f");

  @Test
  void shouldEndEveryTitleWhenTheTemplateIsCompact() {
    RenderedPrompt prompt =
        renderer(PromptTemplate.compact(), new PromptLimits(10, 100))
            .render(catalogue, ItemIds.of(0, 2));

    assertThat(prompt.tokens()).isEqualTo(TokenIds.of(BEGIN, 'a', 'b', 'c', END, 'f', END));
    assertThat(prompt.items()).isEqualTo(ItemIds.of(0, 2));
  }

  @Test
  void shouldPutTheHistoryIntoWordsWhenTheTemplateIsAnInstruction() {
    RenderedPrompt prompt =
        renderer(PromptTemplate.instruction(), new PromptLimits(10, 1_000))
            .render(catalogue, ItemIds.of(1, 0));

    assertThat(new LetterTokenizer().decode(prompt.tokens()))
        .contains("oldest first:\nde\nabc\nThe title")
        .endsWith(":\n");
  }

  /** A beginning, then 4, 3 and 2 tokens from the oldest to the newest. */
  @ParameterizedTest
  @CsvSource({
    "10, 10, 0 1 2",
    "10, 9, 1 2",
    "10, 6, 1 2",
    "10, 5, 2",
    "10, 3, 2",
    "10, 2, ''",
    "10, 1, ''",
    "2, 100, 1 2",
    "1, 100, 2"
  })
  void shouldLeaveOutTheOldestWhenThereIsNoRoom(int items, int tokens, String expected) {
    RenderedPrompt prompt =
        renderer(PromptTemplate.compact(), new PromptLimits(items, tokens))
            .render(catalogue, ItemIds.of(0, 1, 2));

    assertThat(prompt.items()).isEqualTo(itemIds(expected));
    assertThat(prompt)
        .isEqualTo(
            renderer(PromptTemplate.compact(), new PromptLimits(10, 100))
                .render(catalogue, prompt.items()));
    assertThat(prompt.tokens().size()).isLessThanOrEqualTo(tokens);
  }

  @Test
  void shouldSkipItemsWithoutATitle() {
    RenderedPrompt prompt =
        renderer(PromptTemplate.compact(), new PromptLimits(2, 100))
            .render(catalogue, ItemIds.of(1, 99, 2));

    assertThat(prompt.items()).isEqualTo(ItemIds.of(1, 2));
  }

  @Test
  void shouldBeTheEndWhenThereIsNothingToSay() {
    RenderedPrompt prompt =
        renderer(new PromptTemplate("{history}", "{title}"), new PromptLimits(2, 100))
            .render(catalogue, ItemIds.empty());

    assertThat(prompt.tokens()).isEqualTo(TokenIds.of(END));
  }

  @Test
  void shouldRefuseLimitsThatTheTemplateAloneExceeds() {
    assertThatThrownBy(() -> renderer(PromptTemplate.instruction(), new PromptLimits(5, 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may have 20");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no mark|{title}|{history} once",
        "{history}{history}|{title}|{history} once",
        "{history}|no mark|{title} once",
        "{history}{title}|{title}|{title} has no place",
        "{history}|{title}{history}|{history} has no place",
        "{history}{user}|{title}|found {user}",
      })
  void shouldSayWhatIsWrongWithATemplate(String text, String item, String message) {
    assertThatThrownBy(() -> new PromptTemplate(text, item))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static PromptRenderer renderer(PromptTemplate template, PromptLimits limits) {
    return new PromptRenderer(template, new LetterTokenizer(), limits);
  }

  private static ItemIds itemIds(String items) {
    return items.isEmpty()
        ? ItemIds.empty()
        : ItemIds.of(Arrays.stream(items.split(" ", -1)).mapToInt(Integer::parseInt).toArray());
  }
}
