package dev.millrace.standalone.reliability;

import java.util.List;
import java.util.stream.Stream;

/** Settings of trainers that learn little at a time, keep all checkpoints, and are missed soon. */
final class SmallTraining {

  private static final List<String> SETTINGS =
      List.of(
          "trainer.online.model.minimum-items=60",
          "trainer.online.micro-batch.examples=24",
          "trainer.online.progressive.share=0.05",
          "trainer.online.checkpoint.keep-last=1000",
          "trainer.online.kafka.session.timeout.ms=6000",
          "trainer.judging.beam=5");

  private SmallTraining() {}

  /** These settings and more. */
  static String[] with(String... more) {
    return Stream.concat(SETTINGS.stream(), Stream.of(more)).toArray(String[]::new);
  }
}
