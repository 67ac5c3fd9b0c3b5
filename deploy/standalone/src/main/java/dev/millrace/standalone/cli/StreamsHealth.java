package dev.millrace.standalone.cli;

import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsState;

/** Streams are ready when every topology runs: not while one restores its state or rebalances. */
record StreamsHealth(StreamsApplication streams) implements HealthEndpoints.Subject {

  @Override
  public boolean isLive() {
    return !(streams.state() instanceof StreamsState.Failed);
  }

  @Override
  public boolean isReady() {
    return streams.state() instanceof StreamsState.Running;
  }

  @Override
  public String status() {
    return streams.state().text();
  }

  @Override
  public String metrics() {
    return streams.scrape();
  }
}
