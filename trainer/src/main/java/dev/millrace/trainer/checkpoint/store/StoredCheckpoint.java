package dev.millrace.trainer.checkpoint.store;

import dev.millrace.trainer.checkpoint.RunRecord;

/**
 * A checkpoint that a store holds.
 *
 * @param reference where it lies
 * @param record content of its manifest
 */
public record StoredCheckpoint(CheckpointReference reference, RunRecord record) {}
