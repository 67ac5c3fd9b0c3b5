package dev.millrace.trainer.progressive;

import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;

/**
 * How the collaborative model is made and asked, the same as in the streams and in serving.
 *
 * @param options of the score
 * @param popularityDecay how popularity fades
 * @param maximumSuccessors kept of an item
 */
public record CollaborativeParameters(
    CollaborativeOptions options, Decay popularityDecay, int maximumSuccessors) {}
