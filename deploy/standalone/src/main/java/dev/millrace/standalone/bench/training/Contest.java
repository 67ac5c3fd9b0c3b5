package dev.millrace.standalone.bench.training;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Variants in processes of their own that take turns, a step each, on the same rows, so that what
 * else the machine does hits all alike.
 */
final class Contest implements AutoCloseable {

  private static final int WARM_UP_STEPS = 3;
  private static final int PRODUCT_STEPS = 4;

  private final Map<Variant, WorkerProcess> workers = new EnumMap<>(Variant.class);
  private final Map<Variant, Measured> results = new EnumMap<>(Variant.class);

  private Contest() {}

  /** Starts the processes, one after the other. */
  static Contest start(WorkerTask task, Iterable<Variant> variants) {
    Contest contest = new Contest();
    try {
      for (Variant variant : variants) {
        contest.workers.put(variant, WorkerProcess.start(task.with(variant)));
      }
      return contest;
    } catch (RuntimeException e) {
      contest.close();
      throw e;
    }
  }

  /**
   * Warms up and measures.
   *
   * @param progress takes the number of rounds that are done
   */
  Map<Variant, Measured> run(int steps, IntConsumer progress) {
    for (int step = 0; step < WARM_UP_STEPS; step++) {
      workers.values().forEach(worker -> worker.ask(Worker.STEP));
      progress.accept(0);
    }
    for (int step = 1; step <= steps; step++) {
      workers.forEach((variant, worker) -> result(variant).step(worker.ask(Worker.STEP)));
      progress.accept(step);
    }
    workers.forEach((variant, worker) -> result(variant).peak(worker.ask(Worker.PEAK)));
    for (int step = 0; step < PRODUCT_STEPS; step++) {
      workers.forEach((variant, worker) -> result(variant).products(worker.ask(Worker.PRODUCTS)));
    }
    return results;
  }

  private Measured result(Variant variant) {
    return results.computeIfAbsent(variant, any -> new Measured());
  }

  @Override
  public void close() {
    workers.values().forEach(WorkerProcess::close);
  }
}
