package dev.millrace.serving;

import org.jspecify.annotations.Nullable;

/**
 * What made a list.
 *
 * @param modelId under which it is judged
 * @param checkpointId of the language model; null where none took part
 */
record MadeBy(String modelId, @Nullable String checkpointId) {

  /** The collaborative model. */
  static final MadeBy TRANSITIONS = new MadeBy(ModelIds.TRANSITIONS, null);
}
