package dev.millrace.serving.language;

import dev.millrace.model.fusion.FusionForm;

/**
 * What is the same for all checkpoints.
 *
 * @param model name of the model whose checkpoints are used
 * @param base directory of the model below adapters; blank if checkpoints are whole models
 * @param candidates that a model finds itself, and prefixes that its beam follows
 * @param batch users decoded together
 * @param fallback form of fusion for checkpoints that name none
 * @param threads of the tensor library; 0 leaves it its own choice
 */
public record LoadingOptions(
    String model, String base, int candidates, int batch, FusionForm fallback, int threads) {}
