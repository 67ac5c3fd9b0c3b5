package dev.millrace.serving.language;

import dev.millrace.checkpoint.Sha256;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.tokenizer.JsonTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue in the tokens of one tokenizer, which follows the titles. A model with the same
 * tokenizer begins where another one is, for a million titles take long to encode. Safe for use by
 * several threads.
 */
final class TokenizedCatalogue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TokenizedCatalogue.class);

  /** So many items are named in one warning. */
  private static final int NAMED = 20;

  private final String tokenizer;
  private final TitleFeed.Subscription titles;
  private Catalogue catalogue;
  private boolean closed;

  private TokenizedCatalogue(String tokenizer, TitleFeed.Subscription titles, Catalogue catalogue) {
    this.tokenizer = tokenizer;
    this.titles = titles;
    this.catalogue = catalogue;
  }

  /**
   * One that has encoded nothing yet.
   *
   * @param tokenizer which one, see {@link #sumOf}
   * @param titles closed with this
   * @param nothing an empty catalogue with an encoder
   */
  static TokenizedCatalogue of(String tokenizer, TitleFeed.Subscription titles, Catalogue nothing) {
    return new TokenizedCatalogue(tokenizer, titles, nothing);
  }

  /** What tells tokenizers apart: the sums of their files. */
  static String sumOf(Path directory) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (String name : JsonTokenizer.FILES) {
      Path file = directory.resolve(name);
      sums.append(Files.exists(file) ? Sha256.of(file) : "none").append(' ');
    }
    return sums.toString();
  }

  /** The catalogue with all changes that have come; those that fail are there the next time. */
  synchronized Catalogue follow() {
    TitleFeed.Changes changes = titles.changes();
    if (!changes.isNone()) {
      catalogue = catalogue.with(changes.changed(), changes.removed());
      titles.applied(changes);
      warnOfLeftOut(changes.changed());
    }
    return catalogue;
  }

  private void warnOfLeftOut(List<TitledItem> changed) {
    List<String> leftOut =
        changed.stream().filter(this::isLeftOut).map(TitledItem::itemId).toList();
    if (!leftOut.isEmpty()) {
      LOG.warn(
          "No language model can say the titles of some items, only the instant lane recommends them; count={} items={}",
          leftOut.size(),
          leftOut.subList(0, Math.min(leftOut.size(), NAMED)));
    }
  }

  private boolean isLeftOut(TitledItem item) {
    int id = catalogue.names().find(item.itemId());
    return !item.title().isBlank() && catalogue.trie().leafOf(id) == CatalogueTrie.NONE;
  }

  /**
   * The same for another model.
   *
   * @param other its tokenizer
   * @param encoder around that
   * @return empty if the tokenizers differ, or this is closed and follows no more
   */
  synchronized Optional<TokenizedCatalogue> fork(String other, TitleEncoder encoder) {
    return closed || !tokenizer.equals(other)
        ? Optional.empty()
        : Optional.of(
            new TokenizedCatalogue(tokenizer, titles.fork(), catalogue.encodedBy(encoder)));
  }

  @Override
  public synchronized void close() {
    closed = true;
    titles.close();
  }
}
