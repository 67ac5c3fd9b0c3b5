package dev.millrace.standalone.reliability;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.avro.UserDeletion;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Clicks as they come in real life, the same for the same seed: some twice, some after later ones
 * (inside the grace period and beyond), some that are none, and users who want to be forgotten.
 */
final class Workload {

  private static final double DUPLICATES = 0.05;
  private static final double OVERTAKEN = 0.06;
  private static final double POISON = 0.01;
  private static final double BLANK = 0.005;

  private final Random random;
  private final SyntheticStream stream;
  private final List<Input> inputs = new ArrayList<>();
  private final Map<String, Interaction> heldBack = new HashMap<>();
  private final Map<String, Interaction> newest = new LinkedHashMap<>();
  private final Map<String, Long> forgotten = new LinkedHashMap<>();

  private Workload(long seed, int users) {
    this.random = new Random(seed);
    // Few items, so that transitions meet again; all successors of an item fit into its row.
    this.stream =
        new SyntheticStream(
            new SyntheticSettings(seed, users, 60, Instant.parse("2024-01-01T00:00:00Z")));
  }

  /**
   * @param seed same seed, same workload
   * @param clicks good interactions without the added disorder
   * @param users how many people click
   */
  static Workload of(long seed, int clicks, int users) {
    Workload workload = new Workload(seed, users);
    try (RowStream<Interaction> interactions = workload.stream.interactions()) {
      for (int made = 0; made < clicks; made++) {
        if (made == clicks / 2) {
          workload.forgetSome(users / 10);
        }
        workload.add(interactions.next());
      }
    }
    workload.finish(users / 10);
    return workload;
  }

  /** Everything in order. */
  List<Input> inputs() {
    return List.copyOf(inputs);
  }

  /** The catalogue. */
  List<Item> items() {
    List<Item> items = new ArrayList<>();
    try (RowStream<Item> rows = stream.items()) {
      rows.forEachRemaining(items::add);
    }
    return items;
  }

  /** Up to which event time users are forgotten, by user. */
  Map<String, Long> forgotten() {
    return Map.copyOf(forgotten);
  }

  private void add(Interaction click) {
    String user = click.getUserId();
    Interaction overtaken = heldBack.remove(user);
    if (overtaken == null && random.nextDouble() < OVERTAKEN) {
      heldBack.put(user, click);
      return;
    }
    send(click);
    if (overtaken != null) {
      send(overtaken);
    }
  }

  private void send(Interaction click) {
    inputs.add(new Input.Click(click));
    newest.merge(click.getUserId(), click, Workload::later);
    if (random.nextDouble() < DUPLICATES) {
      inputs.add(new Input.Click(click));
    }
    if (random.nextDouble() < BLANK) {
      inputs.add(new Input.Click(Interaction.newBuilder(click).setItemId(" ").build()));
    }
    if (random.nextDouble() < POISON) {
      inputs.add(new Input.Poison(click.getUserId(), random.ints(12, 1, 256).boxed().toList()));
    }
  }

  private void finish(int users) {
    heldBack.values().forEach(this::send);
    heldBack.clear();
    forgetSome(users);
  }

  /** Forgets those who came first and sends again, under new ids, what they did last. */
  private void forgetSome(int users) {
    List<Interaction> last =
        newest.values().stream()
            .filter(click -> !forgotten.containsKey(click.getUserId()))
            .limit(users)
            .toList();
    inputs.add(new Input.Settle());
    last.forEach(this::forget);
    inputs.add(new Input.Settle());
    for (Interaction click : last) {
      String id = "after-deletion-" + click.getEventId();
      inputs.add(new Input.Click(Interaction.newBuilder(click).setEventId(id).build()));
    }
  }

  private void forget(Interaction last) {
    forgotten.put(last.getUserId(), last.getTimestamp());
    inputs.add(new Input.Forget(new UserDeletion(last.getUserId(), last.getTimestamp())));
  }

  private static Interaction later(Interaction left, Interaction right) {
    return left.getTimestamp() > right.getTimestamp() ? left : right;
  }
}
