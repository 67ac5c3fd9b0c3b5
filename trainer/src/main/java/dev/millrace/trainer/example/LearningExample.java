package dev.millrace.trainer.example;

import dev.millrace.model.collaborative.ItemIds;

/**
 * What a user had taken, and what came next.
 *
 * @param id of the event that brought the target, for messages
 * @param userId whose history this is
 * @param history dense ids, oldest first
 * @param target dense id of what came next
 * @param timestamp event time of the target in milliseconds since 1970-01-01T00:00:00Z
 */
public record LearningExample(
    String id, String userId, ItemIds history, int target, long timestamp) {}
