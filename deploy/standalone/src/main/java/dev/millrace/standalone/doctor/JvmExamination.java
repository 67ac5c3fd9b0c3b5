package dev.millrace.standalone.doctor;

import java.util.List;

/** The Java that runs this, with its memory and processors. */
public record JvmExamination() implements Examination {

  private static final long LITTLE = 512L << 20;
  private static final String SUBJECT = "jvm";

  @Override
  public List<Finding> findings() {
    long heap = Runtime.getRuntime().maxMemory();
    String found =
        "Java %s, heap of at most %s, %d processors"
            .formatted(
                Runtime.version(), Bytes.text(heap), Runtime.getRuntime().availableProcessors());
    return List.of(
        heap < LITTLE
            ? Finding.warning(SUBJECT, found, "give it more, for instance MILLRACE_OPTS=-Xmx1g")
            : Finding.ok(SUBJECT, found));
  }
}
