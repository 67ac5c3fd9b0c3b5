package dev.millrace.serving.dashboard;

import dev.millrace.avro.StageFreshness;
import dev.millrace.contract.freshness.Freshness;

/**
 * How fresh a stage is, as the page shows it.
 *
 * @param stage its name
 * @param count interactions that came there
 * @param p50 half of them took at most so long, in seconds
 * @param p95 of a hundred, 95 took at most so long, in seconds
 * @param of the checkpoint that this is said of; empty for this process in the last hour
 */
public record StageState(String stage, long count, double p50, double p95, String of) {

  static StageState here(Freshness measured) {
    return new StageState(
        measured.stage().tag(), measured.count(), measured.p50(), measured.p95(), "");
  }

  static StageState announced(StageFreshness said, String checkpointId) {
    return new StageState(
        said.getStage(), said.getCount(), said.getP50(), said.getP95(), checkpointId);
  }
}
