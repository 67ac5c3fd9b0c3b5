package dev.millrace.trainer.forgetting;

import dev.millrace.checkpoint.users.ForgottenUser;
import java.time.Instant;

/**
 * A user's wish to be forgotten.
 *
 * @param userId whose
 * @param upTo event time up to which, in milliseconds
 * @param topic of the record that says so
 * @param partition of the record
 * @param offset of the record
 */
public record DeletionRequest(String userId, long upTo, String topic, int partition, long offset) {

  /** Without the user, for manifests. */
  ForgottenUser anonymous() {
    return new ForgottenUser(topic, partition, offset, Instant.ofEpochMilli(upTo));
  }
}
