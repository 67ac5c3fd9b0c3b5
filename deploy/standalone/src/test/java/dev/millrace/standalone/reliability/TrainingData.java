package dev.millrace.standalone.reliability;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.avro.TrainingExample;
import dev.millrace.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What a trainer reads: a small catalogue, its collaborative model, examples, and a bad record. */
final class TrainingData {

  static final int EXAMPLES = 1_500;

  private static final long START = 1_700_000_000_000L;
  private static final int ITEMS = 60;
  private static final int USERS = 80;
  private static final List<String> WORDS =
      List.of("red", "blue", "green", "night", "river", "stone", "bird", "song", "wind", "fire");

  private final Random random = new Random(7);
  private final Publisher publisher;
  private final Topics topics;

  TrainingData(Publisher publisher, Topics topics) {
    this.publisher = publisher;
    this.topics = topics;
  }

  /** Writes everything; the broker has it when this returns. */
  void write() {
    writeItems();
    writeExamples(EXAMPLES);
    publisher.flush();
  }

  /** Writes what is known of items. */
  void writeItems() {
    for (int item = 0; item < ITEMS; item++) {
      publisher.send(topics.items(), id(item), new Item(id(item), title(item), List.of(), true));
      publisher.send(topics.itemTransitions(), id(item), transitions(item));
      publisher.send(
          topics.itemPopularity(),
          id(item),
          new ItemPopularity(id(item), (double) (ITEMS - item), START));
    }
    publisher.flush();
  }

  /** Writes examples, and a bad record among them. */
  void writeExamples(int examples) {
    List<List<String>> histories = new ArrayList<>();
    IntStream.range(0, USERS)
        .forEach(user -> histories.add(new ArrayList<>(List.of(id(user % 7)))));
    for (int number = 0; number < examples; number++) {
      if (number == examples / 3) {
        publisher.sendBytesNow(topics.trainingExamples(), "u1", new byte[] {1, 2, 3});
      }
      write(number, random.nextInt(USERS), histories);
    }
    publisher.flush();
  }

  private void write(int number, int user, List<List<String>> histories) {
    List<String> history = histories.get(user);
    String target = next(history.get(history.size() - 1));
    List<String> latest = history.subList(Math.max(0, history.size() - 4), history.size());
    publisher.send(
        topics.trainingExamples(),
        "u" + user,
        new TrainingExample(
            "e" + number, "u" + user, List.copyOf(latest), target, START + 1_000L * number));
    history.add(target);
  }

  /** Mostly the neighbour, so that there is something to learn. */
  private String next(String item) {
    int number = Integer.parseInt(item.substring(1));
    return id(random.nextInt(4) > 0 ? (number + 1) % ITEMS : random.nextInt(ITEMS));
  }

  private static ItemTransitions transitions(int item) {
    List<Successor> successors =
        List.of(new Successor(id((item + 1) % ITEMS), 9.0), new Successor(id(0), 1.0));
    return new ItemTransitions(id(item), successors, 10.0, START);
  }

  private static String title(int item) {
    return WORDS.get(item % 10) + " " + WORDS.get(item / 10) + " " + item % 3;
  }

  private static String id(int item) {
    return "i" + item;
  }
}
