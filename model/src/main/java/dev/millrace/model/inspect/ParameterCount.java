package dev.millrace.model.inspect;

import dev.millrace.model.llm.DecoderConfig;
import java.util.function.Predicate;

/**
 * Numbers of parameters.
 *
 * @param total all of them
 * @param embedding of the token embedding, which is the head too where that is tied
 * @param attention of the attention's projections and their norms
 * @param feedForward of the feed-forward parts
 * @param norms of the layers' norms
 * @param head of a head of its own
 */
public record ParameterCount(
    long total, long embedding, long attention, long feedForward, long norms, long head) {

  static ParameterCount of(DecoderConfig config) {
    return new ParameterCount(
        config.parameters(),
        sum(config, name -> name.startsWith("model.embed_tokens")),
        sum(config, name -> name.contains(".self_attn.")),
        sum(config, name -> name.contains(".mlp.")),
        sum(config, name -> name.endsWith("layernorm.weight") || name.equals("model.norm.weight")),
        sum(config, name -> name.startsWith("lm_head")));
  }

  private static long sum(DecoderConfig config, Predicate<String> kind) {
    return config.weightShapes().entrySet().stream()
        .filter(weight -> kind.test(weight.getKey()))
        .mapToLong(weight -> weight.getValue().stream().reduce(1L, Math::multiplyExact))
        .sum();
  }
}
