package dev.millrace.trainer.learning;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.trainer.objective.BlockTargets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the places of a batch into blocks of logits. Inside the trie the places at the root share
 * one dense block; the others go together with places that have about as many children (up to twice
 * as many), and their columns are gathered.
 *
 * @param groups none empty
 * @param tokens whose rows of the output matrix are needed, those of the root's block first
 */
record PlaceGroups(List<PlaceGroup> groups, TokenIds tokens) {

  /**
   * Over the vocabulary: one block whose columns are tokens.
   *
   * @param rewards of the places' children, or null where no objective asks for them
   */
  static PlaceGroups overVocabulary(
      ResponseBatch batch, Vocabulary vocabulary, @Nullable PlaceRewards rewards) {
    List<BatchPlace> places = batch.places();
    CatalogueTrie trie = vocabulary.trie();
    int[] targets = places.stream().mapToInt(p -> trie.token(p.place().child())).toArray();
    int[] widths = new int[targets.length];
    Arrays.fill(widths, vocabulary.size());
    BlockTargets block =
        new BlockTargets(
            vocabulary.size(),
            targets,
            widths,
            ends(places, trie),
            rewards == null
                ? null
                : places.stream()
                    .map(place -> vocabulary.spread(place, rewards))
                    .toArray(float[][]::new));
    return new PlaceGroups(List.of(new PlaceGroup(places, List.of(), block)), TokenIds.empty());
  }

  /**
   * All tokens as columns.
   *
   * @param trie says which of them lead to items
   * @param size V
   */
  record Vocabulary(CatalogueTrie trie, int size) {

    /** Rewards of a place's children among all tokens; where there is one way to go on, it is 1. */
    float[] spread(BatchPlace place, PlaceRewards rewards) {
      int node = place.place().node();
      int children = trie.childCount(node);
      float[] known = children > 1 ? rewards.of(place) : new float[] {1};
      float[] all = new float[size];
      for (int child = 0; child < children; child++) {
        all[trie.token(trie.firstChild(node) + child)] = known[child];
      }
      return all;
    }
  }

  /**
   * Inside the trie.
   *
   * @param rewards of the places' children, or null where no objective asks for them
   */
  static PlaceGroups insideTrie(
      ResponseBatch batch, CatalogueTrie trie, @Nullable PlaceRewards rewards) {
    return new Sorting(trie, rewards).sort(batch.places());
  }

  /** Rewards of a place's children. */
  @FunctionalInterface
  interface PlaceRewards {
    float[] of(BatchPlace place);
  }

  private static boolean[] ends(List<BatchPlace> places, CatalogueTrie trie) {
    boolean[] ends = new boolean[places.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = trie.isLeaf(places.get(i).place().child());
    }
    return ends;
  }

  /** Gathers the tokens of all groups while it makes them. */
  private static final class Sorting {

    private final CatalogueTrie trie;
    private final @Nullable PlaceRewards rewards;
    private final Map<Integer, Integer> indexOfToken = new HashMap<>();
    private final List<Integer> tokens = new ArrayList<>();

    Sorting(CatalogueTrie trie, @Nullable PlaceRewards rewards) {
      this.trie = trie;
      this.rewards = rewards;
    }

    PlaceGroups sort(List<BatchPlace> places) {
      List<PlaceGroup> groups = new ArrayList<>();
      List<BatchPlace> atRoot = new ArrayList<>();
      Map<Integer, List<BatchPlace>> byWidth = new TreeMap<>();
      for (BatchPlace place : places) {
        if (place.place().node() == CatalogueTrie.ROOT) {
          atRoot.add(place);
        } else {
          int bits = Integer.SIZE - Integer.numberOfLeadingZeros(children(place) - 1);
          byWidth.computeIfAbsent(bits, width -> new ArrayList<>()).add(place);
        }
      }
      if (!atRoot.isEmpty()) {
        for (int token : trie.childTokens(CatalogueTrie.ROOT).toArray()) {
          index(token);
        }
        groups.add(new PlaceGroup(atRoot, List.of(), targets(atRoot)));
      }
      byWidth.values().forEach(group -> groups.add(gathered(group)));
      return new PlaceGroups(
          groups, TokenIds.of(tokens.stream().mapToInt(Integer::intValue).toArray()));
    }

    private PlaceGroup gathered(List<BatchPlace> places) {
      BlockTargets targets = targets(places);
      return new PlaceGroup(
          places,
          places.stream().map(place -> columns(place, targets.columns())).toList(),
          targets);
    }

    private BlockTargets targets(List<BatchPlace> places) {
      int[] widths = places.stream().mapToInt(this::children).toArray();
      int[] targets =
          places.stream()
              .mapToInt(p -> p.place().child() - trie.firstChild(p.place().node()))
              .toArray();
      return new BlockTargets(
          Arrays.stream(widths).max().orElse(0),
          targets,
          widths,
          ends(places, trie),
          rewards == null ? null : places.stream().map(rewards::of).toArray(float[][]::new));
    }

    private int children(BatchPlace place) {
      return trie.childCount(place.place().node());
    }

    /** Where a place has fewer children than the block has columns, row 0 fills up. */
    private int[] columns(BatchPlace place, int columns) {
      int[] indices = new int[columns];
      int first = trie.firstChild(place.place().node());
      for (int child = 0; child < children(place); child++) {
        indices[child] = index(trie.token(first + child));
      }
      return indices;
    }

    private int index(int token) {
      return indexOfToken.computeIfAbsent(
          token,
          unseen -> {
            tokens.add(unseen);
            return tokens.size() - 1;
          });
    }
  }
}
