package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.PromptSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One forward pass for the open prefixes of all beams. A prefix feeds its chain of tokens at once,
 * and wants the logits of the children behind it. What several beams of one prompt follow is fed
 * once: they go down the trie at the same pace, so that they want it in the same pass.
 */
final class Step {

  private final CatalogueTrie trie;
  private final List<Beam> beams;
  private final List<List<Hypothesis>> prefixes;

  /** Where each prefix is among those that are fed, one after the other. */
  private final IntStream.Builder places = IntStream.builder();

  private final Map<Fed, Integer> placeOf = new HashMap<>();

  /** The session's node of the first token that is fed. */
  private final int firstNode;

  private final IntStream.Builder parents = IntStream.builder();
  private final IntStream.Builder tokens = IntStream.builder();
  private final IntStream.Builder lastNodes = IntStream.builder();
  private final List<int[]> wanted = new ArrayList<>();
  private int nextNode;

  Step(CatalogueTrie trie, List<Beam> beams, int firstNode) {
    this.trie = trie;
    this.beams = beams;
    this.firstNode = firstNode;
    this.nextNode = firstNode;
    this.prefixes = beams.stream().map(Beam::open).toList();
    prefixes.forEach(open -> open.forEach(this::add));
  }

  /** Whether no user has anything left to look at. */
  boolean isEmpty() {
    return nextNode == firstNode;
  }

  /**
   * Feeds everything and expands the beams.
   *
   * @return the session's node of what is fed next
   */
  int run(PromptSession session) {
    session.append(parents.build().toArray(), tokens.build().toArray());
    int[] nodes = lastNodes.build().toArray();
    float[][] logits = session.logits(nodes, wanted.toArray(int[][]::new));
    int[] placeOfPrefix = places.build().toArray();
    int from = 0;
    for (int beam = 0; beam < beams.size(); beam++) {
      List<Hypothesis> open = prefixes.get(beam);
      int[] own = Arrays.copyOfRange(placeOfPrefix, from, from + open.size());
      beams
          .get(beam)
          .expand(
              open,
              Arrays.stream(own).map(place -> nodes[place]).toArray(),
              Arrays.stream(own).mapToObj(place -> logits[place]).toArray(float[][]::new));
      from += open.size();
    }
    return nextNode;
  }

  /**
   * What identifies a prefix among those of one pass.
   *
   * @param parent the session's node that it goes on from
   * @param node the trie's node that it leads to
   */
  private record Fed(int parent, int node) {}

  private void add(Hypothesis prefix) {
    Fed fed = new Fed(prefix.parent(), prefix.node());
    Integer known = placeOf.putIfAbsent(fed, placeOf.size());
    if (known == null) {
      feed(prefix);
    }
    places.add(known == null ? placeOf.size() - 1 : known);
  }

  private void feed(Hypothesis prefix) {
    int last = feed(prefix.parent(), prefix.fedFrom());
    for (int node = prefix.fedFrom(); node != prefix.node(); ) {
      node = trie.firstChild(node);
      last = feed(last, node);
    }
    lastNodes.add(last);
    wanted.add(trie.childTokens(prefix.node()).toArray());
  }

  private int feed(int parent, int node) {
    parents.add(parent);
    tokens.add(trie.token(node));
    return nextNode++;
  }
}
