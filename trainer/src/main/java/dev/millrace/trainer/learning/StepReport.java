package dev.millrace.trainer.learning;

/**
 * What a step did.
 *
 * @param step its number, from 1
 * @param losses before the step
 * @param gradientNorm Euclidean norm of all gradients together, before clipping
 * @param learningRate length of the step
 * @param temperature τ that the losses were computed with
 * @param tokens that went through the model, without padding
 * @param skipped whether the step was left out, because losses or gradients were not finite
 */
public record StepReport(
    long step,
    StepLosses losses,
    double gradientNorm,
    double learningRate,
    double temperature,
    long tokens,
    boolean skipped) {}
