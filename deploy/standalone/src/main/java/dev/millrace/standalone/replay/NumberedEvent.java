package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;

/**
 * An interaction and its place in the source.
 *
 * @param row place, counted from 0
 * @param interaction the interaction
 */
record NumberedEvent(long row, Interaction interaction) {

  String userId() {
    return interaction.getUserId();
  }
}
