package dev.millrace.standalone.doctor;

import dev.millrace.model.llm.TensorEngine;
import java.util.List;
import java.util.Objects;

/** The tensor library and what it computes on. */
public record EngineExamination() implements Examination {

  private static final String SUBJECT = "tensor engine";

  @Override
  public List<Finding> findings() {
    try {
      TensorEngine.Facts facts = TensorEngine.facts();
      return List.of(
          Finding.ok(
              SUBJECT,
              "%s %s on %s, %d threads, OMP_NUM_THREADS %s"
                  .formatted(
                      facts.name(),
                      facts.version(),
                      facts.gpus() == 0 ? "CPU" : facts.gpus() + " GPU",
                      facts.threads(),
                      Objects.requireNonNullElse(System.getenv("OMP_NUM_THREADS"), "not set"))));
    } catch (RuntimeException | LinkageError e) {
      return List.of(
          Finding.error(
              SUBJECT,
              "does not start: " + Causes.of(e),
              "this build has the natives of x86-64 Linux with glibc; the README says how to build"
                  + " others"));
    }
  }
}
