package dev.millrace.trainer.learning;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.TokenBatch;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.example.ResponsePlace;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.objective.CountedPositions;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows with the places that count: all of a response for a loss over the vocabulary, those with
 * more than one way to go on for a loss inside the trie.
 *
 * @param rows what the model reads
 * @param places in the order of rows and offsets
 */
record ResponseBatch(List<TrainingRow> rows, List<BatchPlace> places) {

  static ResponseBatch of(List<TrainingRow> rows, CatalogueTrie trie, boolean insideTrie) {
    List<BatchPlace> places = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      int choice = 0;
      for (ResponsePlace place : rows.get(row).places()) {
        choice = place.node() == CatalogueTrie.ROOT ? 0 : choice;
        boolean chooses = trie.childCount(place.node()) > 1;
        if (!insideTrie || chooses) {
          LearningExample example = rows.get(row).examples().get(place.example());
          places.add(new BatchPlace(places.size(), row, place, example, choice));
        }
        choice += chooses ? 1 : 0;
      }
    }
    return new ResponseBatch(rows, places);
  }

  TokenBatch tokens() {
    return new TokenBatch(rows.stream().map(row -> row.tokens().toArray()).toList());
  }

  Positions positions() {
    return new Positions(
        places.stream().mapToInt(BatchPlace::row).toArray(),
        places.stream().mapToInt(place -> place.place().offset()).toArray());
  }

  CountedPositions counted(CatalogueTrie trie) {
    long ends = places.stream().filter(place -> trie.isLeaf(place.place().child())).count();
    return new CountedPositions(places.size(), places.size() - ends);
  }
}
