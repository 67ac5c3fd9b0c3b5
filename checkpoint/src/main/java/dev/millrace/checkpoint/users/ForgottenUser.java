package dev.millrace.checkpoint.users;

import java.time.Instant;

/**
 * A deletion of a user from whom the weights had learned: the record that asked for it, and nothing
 * of the user.
 *
 * @param topic of the record
 * @param partition of the record
 * @param offset of the record
 * @param upTo event time up to which the user is to be forgotten
 */
public record ForgottenUser(String topic, int partition, long offset, Instant upTo) {}
