package dev.millrace.trainer.settings;

/**
 * What a trainer does.
 *
 * @param objective what is made small
 * @param optimization how a step is taken
 * @param prompt how histories are read
 * @param judging how the model is judged
 * @param offline what holds for data that is all there
 * @param online what holds for a stream
 */
public record TrainerSettings(
    ObjectiveSettings objective,
    OptimizationSettings optimization,
    PromptSettings prompt,
    JudgingSettings judging,
    OfflineSettings offline,
    OnlineSettings online) {}
