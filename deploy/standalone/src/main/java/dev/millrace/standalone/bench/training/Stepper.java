package dev.millrace.standalone.bench.training;

import dev.millrace.trainer.example.TrainingRow;
import java.util.List;

/** Takes whole optimiser steps: forward, backward, clipping, AdamW. */
interface Stepper extends AutoCloseable {

  /** Learns from the rows of one step. */
  void step(List<TrainingRow> rows);

  @Override
  void close();
}
