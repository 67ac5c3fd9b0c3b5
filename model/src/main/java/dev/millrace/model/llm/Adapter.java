package dev.millrace.model.llm;

import org.jspecify.annotations.Nullable;

/** Additions to some linear layers of a decoder. */
@FunctionalInterface
public interface Adapter {

  /**
   * The addition to one layer.
   *
   * @param layer full name, such as {@code model.layers.0.self_attn.q_proj}
   * @return null where the layer stays as it is
   */
  @Nullable LinearAdapter linear(String layer);
}
