package dev.millrace.model.collaborative;

import java.util.Random;
import java.util.stream.IntStream;

/** Models and histories at random, the same for the same seed. */
final class RandomModels {

  private final Random random;
  private final int itemCount;

  RandomModels(long seed, int itemCount) {
    this.random = new Random(seed);
    this.itemCount = itemCount;
  }

  /** A row of the given length for four items in five, a weight for half of them. */
  CollaborativeModel model(int rowLength, Decay decay) {
    CollaborativeModel model = CollaborativeModel.empty(decay);
    for (int item = 0; item < itemCount; item++) {
      model.items().intern("item-" + random.nextInt() + "-" + item);
    }
    for (int item = 0; item < itemCount; item++) {
      if (random.nextInt(5) > 0) {
        model.transitions().replace(item, row(rowLength));
      }
      if (random.nextBoolean()) {
        model.popularity().replace(item, 1 + random.nextInt(20), time());
      }
    }
    return model;
  }

  History history(int length) {
    return new History(items(length), time());
  }

  ItemIds items(int length) {
    return ItemIds.of(random.ints(length, 0, itemCount).toArray());
  }

  private TransitionRow row(int length) {
    int[] successors =
        IntStream.generate(() -> random.nextInt(itemCount)).distinct().limit(length).toArray();
    float[] weights = new float[length];
    double total = 0;
    for (int i = 0; i < length; i++) {
      // few distinct weights, so that equal scores do occur
      weights[i] = 1 + random.nextInt(4);
      total += weights[i];
    }
    return new TransitionRow(ItemIds.of(successors), weights, total * 1.5, time());
  }

  private long time() {
    return 1_600_000_000_000L + random.nextInt(1_000_000);
  }
}
