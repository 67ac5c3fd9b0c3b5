package dev.millrace.trainer.example;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.prompt.PromptTemplate;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs examples into rows. An example whose prompt is what already stands in its user's row (the
 * prompt before it and its response) continues the row, so that n examples of a user cost about as
 * much as the last one. Whether that happens is decided by the tokens, whatever the template; with
 * {@link PromptTemplate#compact()} it does.
 *
 * <p>Where a history is longer than a prompt may be, and more examples of the user follow, a new
 * row begins with a shorter history, down to half, to leave them room.
 */
public final class RowPacker {

  private final Catalogue catalogue;
  private final PromptRenderer renderer;
  private final PromptLimits limits;

  /**
   * @param catalogue has the titles; items without one are not read, and not learned
   * @param limits of a prompt
   */
  public RowPacker(
      Catalogue catalogue, PromptTemplate template, Tokenizer tokenizer, PromptLimits limits) {
    this.catalogue = catalogue;
    this.renderer = new PromptRenderer(template, tokenizer, limits);
    this.limits = limits;
  }

  /** Whether an example's target has a title, so that it can be learned. */
  public boolean isLearnable(LearningExample example) {
    return catalogue.trie().leafOf(example.target()) != CatalogueTrie.NONE;
  }

  /**
   * Packs examples; those that cannot be learned are left out.
   *
   * @param examples of any users, each user's in their order
   * @return rows in the order of their first examples
   */
  public List<TrainingRow> pack(List<LearningExample> examples) {
    List<LearningExample> learnable = examples.stream().filter(this::isLearnable).toList();
    Map<String, Integer> ahead = new HashMap<>();
    learnable.forEach(example -> ahead.merge(example.userId(), 1, Integer::sum));
    Map<String, OpenRow> open = new HashMap<>();
    List<OpenRow> rows = new ArrayList<>();
    for (LearningExample example : learnable) {
      OpenRow row = open.get(example.userId());
      if (row == null || !continues(row, example)) {
        row = begin(example, ahead.getOrDefault(example.userId(), 1));
        rows.add(row);
        open.put(example.userId(), row);
      }
      row.add(example);
      ahead.merge(example.userId(), -1, Integer::sum);
    }
    return rows.stream().map(OpenRow::close).toList();
  }

  private boolean continues(OpenRow row, LearningExample example) {
    return row.items() <= Math.min(limits.maximumItems(), example.history().size())
        && row.length() <= limits.maximumTokens()
        && row.isExactly(prompt(example.history().last(row.items())));
  }

  private OpenRow begin(LearningExample example, int ahead) {
    ItemIds history = example.history().last(limits.maximumItems());
    if (example.history().size() + ahead - 1 > limits.maximumItems()) {
      int least = (limits.maximumItems() + 1) / 2;
      history = history.last(Math.max(least, limits.maximumItems() - ahead + 1));
    }
    return new OpenRow(catalogue.trie(), prompt(history), history.size());
  }

  private TokenIds prompt(ItemIds history) {
    return renderer.render(catalogue, history).tokens();
  }
}
