package dev.millrace.standalone.topics;

import org.jspecify.annotations.Nullable;

/** The cluster refused to create or to describe topics. */
public final class TopicAdministrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TopicAdministrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
