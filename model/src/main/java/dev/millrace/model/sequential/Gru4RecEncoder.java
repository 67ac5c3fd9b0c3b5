package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.sequential.Layers.Dense;

/**
 * GRU4Rec, "Session-based Recommendations with Recurrent Neural Networks" (arXiv 1511.06939):
 *
 * <pre>
 *   r = σ(W_r x + b_r + U_r h + c_r)     z = σ(W_z x + b_z + U_z h + c_z)
 *   n = tanh(W_n x + b_n + r ∘ (U_n h + c_n))
 *   h' = (1 − z) ∘ n + z ∘ h
 * </pre>
 *
 * <p>Deviations: items enter as embeddings, not as one-hot vectors; a linear layer takes the state
 * back to the embeddings' width, and items are scored by their embeddings (the "constrained
 * embedding" of arXiv 1706.03847); whole sequences are trained from state 0 instead of
 * session-parallel batches that carry states on.
 */
final class Gru4RecEncoder implements SequenceEncoder {

  private static final int GATES = 3;

  private final NetworkConfig.Gru4Rec config;
  private final NDArray inputWeight;
  private final NDArray stateWeight;
  private final NDArray inputBias;
  private final NDArray stateBias;
  private final Dense output;

  Gru4RecEncoder(NetworkConfig.Gru4Rec config, Weights weights) {
    this.config = config;
    long gates = (long) GATES * config.hidden();
    this.inputWeight = weights.matrix("gru.input.weight", gates, config.width());
    this.stateWeight = weights.matrix("gru.state.weight", gates, config.hidden());
    this.inputBias = weights.constant("gru.input.bias", gates, 0);
    this.stateBias = weights.constant("gru.state.bias", gates, 0);
    this.output = Dense.create(weights, "output", config.width(), config.hidden());
  }

  @Override
  public NDArray encode(NDArray embedded, boolean training) {
    NDArray input = Layers.dropout(embedded, config.dropout(), training);
    NDArray start =
        embedded.getManager().zeros(new Shape(1, embedded.getShape().get(0), config.hidden()));
    NDList weights = new NDList(inputWeight, stateWeight, inputBias, stateBias);
    NDArray states =
        input
            .getNDArrayInternal()
            .gru(input, start, weights, true, 1, 0, training, false, true)
            .get(0); // [B, T, hidden]
    return output.apply(Layers.dropout(states, config.dropout(), training));
  }
}
