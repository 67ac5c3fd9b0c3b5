package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.PromptSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One forward pass for the open prefixes of all users. A prefix feeds its chain of tokens at once,
 * and wants the logits of the children behind it.
 */
final class Step {

  private final CatalogueTrie trie;
  private final List<Beam> beams;
  private final List<List<Hypothesis>> prefixes;

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
    int from = 0;
    for (int user = 0; user < beams.size(); user++) {
      List<Hypothesis> open = prefixes.get(user);
      int to = from + open.size();
      beams
          .get(user)
          .expand(open, Arrays.copyOfRange(nodes, from, to), Arrays.copyOfRange(logits, from, to));
      from = to;
    }
    return nextNode;
  }

  private void add(Hypothesis prefix) {
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
