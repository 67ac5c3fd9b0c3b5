package dev.millrace.standalone.reliability;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.standalone.replay.Pacing;
import dev.millrace.standalone.replay.ReplaySettings;
import dev.millrace.standalone.replay.ReplaySummary;
import dev.millrace.standalone.replay.ReplayTarget;
import dev.millrace.standalone.replay.Replayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * People who click, each only after the list that answers the last click, however long it takes,
 * and after a look at it. Meanwhile the transitions of what others did reach serving: what is shown
 * depends on what everybody did before, and hardly on what was killed meanwhile.
 *
 * @param stream what they do
 */
record People(SyntheticStream stream) {

  private static final int PEOPLE = 200;
  private static final int ITEMS = 80;
  private static final int AT_ONCE = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(1);

  static People of(long seed) {
    SyntheticSettings defaults = SyntheticSettings.defaults();
    return new People(
        new SyntheticStream(new SyntheticSettings(seed, PEOPLE, ITEMS, defaults.start())));
  }

  /** Sends the catalogue. */
  void sendItems(Pipeline pipeline) {
    try (Publisher publisher = new Publisher(pipeline);
        RowStream<Item> items = stream.items()) {
      items.forEachRemaining(
          item -> publisher.send(pipeline.topics().items(), item.getItemId(), item));
      publisher.flush();
    }
  }

  /**
   * Lets them go on clicking where they were; all is acknowledged when this returns.
   *
   * @param clicks how many more
   */
  ReplaySummary click(Pipeline pipeline, long clicks) {
    ReplayTarget target =
        new ReplayTarget(
            pipeline.topics(),
            Map.of("bootstrap.servers", pipeline.servers().bootstrap()),
            pipeline.folder().resolve(pipeline.name() + "-replay"));
    return new Replayer(target)
        .run(
            stream,
            new ReplaySettings(new Pacing.ClosedLoop(AT_ONCE, PATIENCE, LOOK), clicks, true),
            progress -> {});
  }

  /** Event ids of their first clicks. */
  List<String> events(long clicks) {
    List<String> events = new ArrayList<>();
    try (RowStream<Interaction> interactions = stream.interactions()) {
      while (events.size() < clicks) {
        events.add(interactions.next().getEventId());
      }
    }
    return events;
  }
}
