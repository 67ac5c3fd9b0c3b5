package dev.millrace.standalone.evaluate;

import dev.millrace.avro.Item;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.standalone.data.BadRows;
import dev.millrace.standalone.data.CaseReader;
import dev.millrace.standalone.data.EvaluationCase;
import dev.millrace.standalone.data.ItemReader;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.UnreadableDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a folder with {@code items.csv} (item_id, title) and {@code train.csv}, {@code valid.csv}
 * and {@code test.csv} (user_id, history, target).
 */
public final class DatasetReader {

  private static final String VALID = "valid";

  private final Path folder;
  private final HitRule rule;
  private final Consumer<String> warnings;
  private final ItemDictionary items = new ItemDictionary();

  private final List<TitledItem> titles = new ArrayList<>();

  /** For each item with a title all that have the same one. */
  private final Map<Integer, List<Integer>> namesakes = new HashMap<>();

  /**
   * @param folder holds the four files
   * @param rule what counts as a hit
   * @param warnings takes a line for each row that cannot be used
   */
  public DatasetReader(Path folder, HitRule rule, Consumer<String> warnings) {
    this.folder = folder;
    this.rule = rule;
    this.warnings = warnings;
  }

  /**
   * Reads all.
   *
   * @param split {@code valid} or {@code test}: the cases that figures are of
   * @throws UnreadableDataException if the folder or a file is missing or cannot be read
   */
  public Dataset read(String split) {
    if (!Files.isDirectory(folder)) {
      throw new UnreadableDataException(
          "--dataset %s is no folder; it needs items.csv, train.csv, valid.csv and test.csv"
              .formatted(folder));
    }
    readItems();
    SequenceChains chains = new SequenceChains(items);
    rows("train.csv", CaseReader::open).forEach(chains::add);
    List<EvaluationCase> valid = rows(VALID + ".csv", CaseReader::open);
    List<EvaluationCase> judged =
        split.equals(VALID) ? valid : rows(split + ".csv", CaseReader::open);
    return new Dataset(
        folder.toAbsolutePath().normalize().getFileName().toString(),
        items,
        titles,
        chains.sequences(),
        queries(valid),
        queries(judged));
  }

  private void readItems() {
    Map<String, List<Integer>> byTitle = new HashMap<>();
    for (Item item : rows("items.csv", ItemReader::open)) {
      int dense = items.intern(item.getItemId());
      if (!item.getTitle().isBlank() && !namesakes.containsKey(dense)) {
        List<Integer> same = byTitle.computeIfAbsent(item.getTitle(), title -> new ArrayList<>());
        same.add(dense);
        namesakes.put(dense, same);
        titles.add(new TitledItem(item.getItemId(), item.getTitle(), true));
      }
    }
  }

  private interface Opener<T> {
    RowStream<T> open(Path file, BadRows badRows);
  }

  private <T> List<T> rows(String name, Opener<T> opener) {
    BadRows badRows = new BadRows(text -> warnings.accept(name + ": " + text));
    List<T> rows = new ArrayList<>();
    try (RowStream<T> stream = opener.open(folder.resolve(name), badRows)) {
      stream.forEachRemaining(rows::add);
    }
    return rows;
  }

  private List<RankingQuery> queries(List<EvaluationCase> cases) {
    return cases.stream().map(this::query).toList();
  }

  private RankingQuery query(EvaluationCase next) {
    ItemIds history = items.internAll(next.history());
    ItemIds excluded = rule.excludeSeen() ? history : ItemIds.empty();
    return new RankingQuery(history, excluded, targets(items.intern(next.target())));
  }

  private ItemIds targets(int target) {
    List<Integer> same = namesakes.get(target);
    return rule.titles() && same != null
        ? ItemIds.of(same.stream().mapToInt(Integer::intValue).toArray())
        : ItemIds.of(target);
  }
}
