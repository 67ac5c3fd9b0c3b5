package dev.millrace.standalone.data.synthetic;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.data.RowStream;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A click stream for those who have no data at hand. It has no end: take as many interactions as
 * wanted. Nothing but the people's present state is held.
 */
public final class SyntheticStream implements EventSource {

  private final SyntheticSettings settings;

  /**
   * @param settings what is generated
   */
  public SyntheticStream(SyntheticSettings settings) {
    this.settings = settings;
  }

  @Override
  public String identity() {
    return "synthetic stream, seed %d, %d users, %d items, from %s"
        .formatted(settings.seed(), settings.users(), settings.items(), settings.start());
  }

  @Override
  public RowStream<Item> items() {
    Catalogue catalogue = catalogue();
    return RowStream.of(IntStream.range(0, catalogue.size()).mapToObj(catalogue::item).iterator());
  }

  @Override
  public RowStream<Interaction> interactions() {
    return RowStream.of(new Crowd(catalogue(), settings, new Random(~settings.seed())));
  }

  @Override
  public OptionalLong interactionCount() {
    return OptionalLong.empty();
  }

  private Catalogue catalogue() {
    return new Catalogue(settings.items(), new Random(settings.seed()));
  }
}
