package dev.millrace.serving;

import java.io.Serial;

/** Another process works under the same instance id; this one must not go on. */
public final class ServingFencedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ServingFencedException(String instanceId, Throwable cause) {
    super(
        ("Another serving process uses the instance id '%s' and has taken over;"
                + " give each process its own instance id")
            .formatted(instanceId),
        cause);
  }
}
