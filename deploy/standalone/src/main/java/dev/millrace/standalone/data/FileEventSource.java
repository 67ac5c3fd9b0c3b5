package dev.millrace.standalone.data;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data set in files. A file that is not in the order of event time, as MovieLens releases are
 * not, is sorted in memory; any other is streamed.
 */
public final class FileEventSource implements EventSource {

  private static final Logger LOG = LoggerFactory.getLogger(FileEventSource.class);

  private final DataFiles files;
  private @Nullable Scan scan;

  /**
   * @param files what to read
   * @throws UnreadableDataException if one does not exist
   */
  public FileEventSource(DataFiles files) {
    this.files = files;
    requireFile(files.items());
    requireFile(files.interactions());
  }

  private static void requireFile(@Nullable Path file) {
    if (file != null && !Files.isRegularFile(file)) {
      throw new UnreadableDataException("There is no file " + file);
    }
  }

  @Override
  public String identity() {
    Path file = files.interactions() == null ? files.items() : files.interactions();
    try {
      return file == null ? "" : file.getFileName() + ", " + Files.size(file) + " bytes";
    } catch (IOException e) {
      throw new UnreadableDataException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public RowStream<Item> items() {
    Path file = files.items();
    return file == null
        ? RowStream.of(Collections.emptyIterator())
        : ItemReader.open(file, BadRows.logged(String.valueOf(file.getFileName())));
  }

  @Override
  public RowStream<Interaction> interactions() {
    Path file = files.interactions();
    if (file == null) {
      return RowStream.of(Collections.emptyIterator());
    }
    RowStream<Interaction> rows =
        InteractionReader.open(file, BadRows.logged(String.valueOf(file.getFileName())));
    return scan(file).inOrder() ? rows : sorted(rows);
  }

  @Override
  public OptionalLong interactionCount() {
    Path file = files.interactions();
    return OptionalLong.of(file == null ? 0 : scan(file).rows());
  }

  private Scan scan(Path file) {
    Scan known = scan;
    if (known == null) {
      known = Scan.of(file);
      scan = known;
    }
    return known;
  }

  private static RowStream<Interaction> sorted(RowStream<Interaction> rows) {
    LOG.info("The file is not in the order of event time; sorting it in memory");
    try (rows) {
      List<Interaction> all = new ArrayList<>();
      Map<String, String> strings = new HashMap<>();
      while (rows.hasNext()) {
        all.add(interned(rows.next(), strings));
      }
      all.sort(Comparator.comparingLong(Interaction::getTimestamp));
      return new SortedRows(all.iterator(), rows.badRows());
    }
  }

  private static Interaction interned(Interaction interaction, Map<String, String> strings) {
    interaction.setUserId(intern(interaction.getUserId(), strings));
    interaction.setItemId(intern(interaction.getItemId(), strings));
    interaction.setType(intern(interaction.getType(), strings));
    return interaction;
  }

  private static String intern(String text, Map<String, String> strings) {
    return strings.computeIfAbsent(text, same -> same);
  }

  private record Scan(long rows, boolean inOrder) {

    static Scan of(Path file) {
      long rows = 0;
      long latest = Long.MIN_VALUE;
      boolean inOrder = true;
      try (RowStream<Interaction> interactions = InteractionReader.open(file, BadRows.silent())) {
        while (interactions.hasNext()) {
          long timestamp = interactions.next().getTimestamp();
          inOrder &= timestamp >= latest;
          latest = timestamp;
          rows++;
        }
      }
      return new Scan(rows, inOrder);
    }
  }

  private record SortedRows(Iterator<Interaction> rows, long badRows)
      implements RowStream<Interaction> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Interaction next() {
      return rows.next();
    }

    @Override
    public void close() {}
  }
}
