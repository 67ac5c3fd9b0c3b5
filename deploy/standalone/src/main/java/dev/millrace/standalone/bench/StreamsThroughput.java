package dev.millrace.standalone.bench;

/**
 * What streams do alone.
 *
 * @param plainAggregate the baseline
 * @param application the whole streams application
 */
record StreamsThroughput(Throughput plainAggregate, Throughput application) {}
