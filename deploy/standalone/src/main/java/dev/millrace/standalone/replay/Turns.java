package dev.millrace.standalone.replay;

import org.jspecify.annotations.Nullable;

/** Says which interaction is sent next, and when. Used by one thread. */
interface Turns {

  /** The next interaction, or null while none may be sent. */
  @Nullable NumberedEvent next();

  /** Whether every interaction was handed out. */
  boolean finished();

  /** Waits a little for the next one, never long enough to hold up progress or a stop. */
  void pause();

  /** Is told of every acknowledgement. */
  void acknowledged(Acknowledgement acknowledgement);

  /** Times that somebody acted without having seen a new list. */
  long impatient();
}
