package dev.millrace.trainer.process;

import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;

/**
 * How the collaborative model is asked, the same as in serving.
 *
 * @param options of the score
 * @param popularityDecay how popularity fades
 */
public record CollaborativeParameters(CollaborativeOptions options, Decay popularityDecay) {}
