package dev.millrace.standalone.bench.training;

import dev.millrace.standalone.bench.Percentiles;
import java.util.ArrayList;
import java.util.List;

/** What one variant's steps took. */
final class Measured {

  private static final double MEBIBYTE = 1 << 20;

  private final List<Long> nanos = new ArrayList<>();
  private final List<Long> cpuNanos = new ArrayList<>();
  private long tokens;
  private long examples;
  private long productNanos;
  private long productStepNanos;
  private double operations;
  private long peakBytes;

  /**
   * @param answer of {@link Worker#STEP}
   */
  void step(long[] answer) {
    nanos.add(answer[0]);
    cpuNanos.add(answer[1]);
    tokens += answer[2];
    examples += answer[3];
  }

  /**
   * @param answer of {@link Worker#PRODUCTS}
   */
  void products(long[] answer) {
    productStepNanos += answer[0];
    productNanos += answer[1];
    operations += answer[2];
  }

  /**
   * @param answer of {@link Worker#PEAK}
   */
  void peak(long[] answer) {
    peakBytes = answer[0];
  }

  double medianMillis() {
    return median(nanos);
  }

  /** Processors' time of a step: what it takes when nobody else wants them. */
  double medianCpuMillis() {
    return median(cpuNanos);
  }

  private static double median(List<Long> nanos) {
    return Percentiles.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray()).p50();
  }

  double tokensPerSecond() {
    return tokens / seconds();
  }

  double examplesPerSecond() {
    return examples / seconds();
  }

  private double seconds() {
    return nanos.stream().mapToLong(Long::longValue).sum() / 1e9;
  }

  /** Share of a step's processor time that its matrix products take alone. */
  double productShare() {
    return (double) productNanos / productStepNanos;
  }

  /** Operations in a nanosecond of the processors in matrix products. */
  double productRate() {
    return operations / productNanos;
  }

  double peakMebibytes() {
    return peakBytes / MEBIBYTE;
  }
}
