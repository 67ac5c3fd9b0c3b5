package dev.millrace.model.prompt;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.prompt.TemplateText.Part;
import dev.millrace.model.tokenizer.SpecialTokens;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Renders histories. Titles are put in as the tokens that the catalogue has for them, which are
 * those that the model writes when it answers. Safe for use by several threads.
 */
public final class PromptRenderer {

  private final Tokenizer tokenizer;
  private final PromptLimits limits;
  private final TokenIds beforeHistory;
  private final TokenIds afterHistory;
  private final TokenIds beforeTitle;
  private final TokenIds afterTitle;

  /**
   * @throws IllegalArgumentException if the template without any item is longer than a prompt may
   *     be
   */
  public PromptRenderer(PromptTemplate template, Tokenizer tokenizer, PromptLimits limits) {
    this.tokenizer = tokenizer;
    this.limits = limits;
    List<Part> text = TemplateText.parse(template.text());
    List<Part> item = TemplateText.parse(template.item());
    int history = text.indexOf(Part.Mark.HISTORY);
    int title = item.indexOf(Part.Mark.TITLE);
    this.beforeHistory = encode(text.subList(0, history));
    this.afterHistory = encode(text.subList(history + 1, text.size()));
    this.beforeTitle = encode(item.subList(0, title));
    this.afterTitle = encode(item.subList(title + 1, item.size()));
    if (frame() > limits.maximumTokens()) {
      throw new IllegalArgumentException(
          "The prompt's template takes %d tokens without any item, but a prompt may have %d"
              .formatted(frame(), limits.maximumTokens()));
    }
  }

  /**
   * Renders the latest items that fit whole; older ones are left out, and so are items without a
   * title. A prompt without any token becomes the end alone: behind it, a text begins.
   *
   * @param history oldest first
   */
  public RenderedPrompt render(Catalogue catalogue, ItemIds history) {
    List<TokenIds> newestFirst = new ArrayList<>();
    List<Integer> items = new ArrayList<>();
    int room = limits.maximumTokens() - frame();
    for (int i = history.size() - 1; i >= 0 && items.size() < limits.maximumItems(); i--) {
      TokenIds title = catalogue.tokensOf(history.get(i));
      if (title.size() > 0) {
        TokenIds rendered = item(title);
        room -= rendered.size();
        if (room < 0) {
          break;
        }
        newestFirst.add(rendered);
        items.add(history.get(i));
      }
    }
    Collections.reverse(items);
    return new RenderedPrompt(
        whole(newestFirst), ItemIds.of(items.stream().mapToInt(Integer::intValue).toArray()));
  }

  private int frame() {
    return beforeHistory.size() + afterHistory.size();
  }

  private TokenIds item(TokenIds endedTitle) {
    int[] title = Arrays.copyOf(endedTitle.toArray(), endedTitle.size() - 1);
    return TokenIds.concat(List.of(beforeTitle, TokenIds.of(title), afterTitle));
  }

  private TokenIds whole(List<TokenIds> newestFirst) {
    List<TokenIds> parts = new ArrayList<>(newestFirst);
    parts.add(beforeHistory);
    Collections.reverse(parts);
    parts.add(afterHistory);
    TokenIds whole = TokenIds.concat(parts);
    return whole.size() > 0 ? whole : TokenIds.of(tokenizer.special().end());
  }

  private TokenIds encode(List<Part> parts) {
    return TokenIds.concat(parts.stream().map(this::encode).toList());
  }

  private TokenIds encode(Part part) {
    if (part instanceof Part.Literal literal) {
      return tokenizer.encode(literal.text());
    }
    SpecialTokens special = tokenizer.special();
    if (part == Part.Mark.BEGIN) {
      return special.beginning() == SpecialTokens.NONE
          ? TokenIds.empty()
          : TokenIds.of(special.beginning());
    }
    return TokenIds.of(special.end());
  }
}
