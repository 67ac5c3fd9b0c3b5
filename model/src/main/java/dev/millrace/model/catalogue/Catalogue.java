package dev.millrace.model.catalogue;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * A snapshot of the items that can be generated, with what is available of them. Immutable: a
 * change makes a new snapshot, and readers of the old one go on undisturbed.
 *
 * <p>Items are dense ids of an {@link ItemDictionary} that all snapshots share.
 */
public final class Catalogue {

  /** Titles are encoded so many at a time. */
  private static final int BATCH = 4_096;

  private final ItemDictionary names;
  private final TitleEncoder encoder;
  private final CatalogueTrie trie;
  private final BitSet unavailable;
  private final ClosedNodes closed;

  private Catalogue(Catalogue before, CatalogueTrie trie, BitSet unavailable) {
    this(before.names, before.encoder, trie, unavailable);
  }

  private Catalogue(
      ItemDictionary names, TitleEncoder encoder, CatalogueTrie trie, BitSet unavailable) {
    this.names = names;
    this.encoder = encoder;
    this.trie = trie;
    this.unavailable = unavailable;
    this.closed = ClosedNodes.of(trie, unavailable);
  }

  /** A catalogue of nothing. */
  public static Catalogue empty(ItemDictionary names, TitleEncoder encoder) {
    return new Catalogue(names, encoder, CatalogueTrie.empty(), new BitSet());
  }

  /**
   * This catalogue after changes.
   *
   * @param changed new items, and known ones as they are now; items without a title are left out,
   *     and so are those in whose title the end is; of several with one id the last counts
   * @param removed names of items that are no more
   */
  public Catalogue with(Iterable<TitledItem> changed, Collection<String> removed) {
    Change change = new Change(removed);
    change.encode(changed);
    CatalogueTrie added = TrieBuilder.build(change.sequences);
    return new Catalogue(
        this,
        trie.items() == 0 ? added : TrieMerge.merge(trie, added, change.touched),
        change.unavailable);
  }

  /**
   * The same items, with their tokens; titles that change are encoded by another encoder.
   *
   * @param other of an equal tokenizer, and with an equal limit
   */
  public Catalogue encodedBy(TitleEncoder other) {
    return new Catalogue(names, other, trie, unavailable);
  }

  /** The token sequences of all items. */
  public CatalogueTrie trie() {
    return trie;
  }

  /** The names of the items. */
  public ItemDictionary names() {
    return names;
  }

  /** Whether an item may be recommended, by dense id. */
  public boolean isAvailable(int item) {
    return trie.leafOf(item) != CatalogueTrie.NONE && !unavailable.get(item);
  }

  /** The nodes under which nothing is available. */
  public ClosedNodes closed() {
    return closed;
  }

  /** The tokens of an item's title, with the end; empty for an item that is not here. */
  public TokenIds tokensOf(int item) {
    int leaf = trie.leafOf(item);
    return leaf == CatalogueTrie.NONE ? TokenIds.empty() : trie.path(leaf);
  }

  /** What one call of {@link #with} gathers before a new trie is made. */
  private final class Change {

    private final BitSet touched = new BitSet();
    private final BitSet unavailable = (BitSet) Catalogue.this.unavailable.clone();
    private final TokenSequences sequences = new TokenSequences(encoder.end());

    Change(Collection<String> removed) {
      for (String itemId : removed) {
        touch(names.find(itemId));
      }
    }

    void encode(Iterable<TitledItem> changed) {
      List<TitledItem> batch = new ArrayList<>(BATCH);
      for (Iterator<TitledItem> items = changed.iterator(); items.hasNext(); ) {
        batch.add(items.next());
        if (batch.size() == BATCH || !items.hasNext()) {
          encodeBatch(batch);
          batch.clear();
        }
      }
    }

    private void encodeBatch(List<TitledItem> batch) {
      List<TokenIds> encoded = encoder.encodeAll(batch.stream().map(TitledItem::title).toList());
      for (int i = 0; i < batch.size(); i++) {
        int item = names.intern(batch.get(i).itemId());
        touch(item);
        unavailable.set(item, !batch.get(i).available());
        if (canBeSaid(encoded.get(i))) {
          sequences.add(item, encoded.get(i));
        }
      }
    }

    private boolean canBeSaid(TokenIds title) {
      return title.size() > 1 && title.indexOf(encoder.end()) == title.size() - 1;
    }

    private void touch(int item) {
      if (item != ItemDictionary.UNKNOWN) {
        sequences.forget(item);
        touched.set(item);
        unavailable.clear(item);
      }
    }
  }
}
