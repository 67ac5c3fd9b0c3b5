package dev.millrace.streams;

import dev.millrace.streams.prequential.JudgementListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts judgements by model, so that rates over any time are the prequential metrics of that time:
 * hits by interactions is HR@K, gain by interactions is NDCG@K.
 */
final class JudgementCounters implements JudgementListener {

  private static final String PREFIX = "millrace.prequential.";

  private final MeterRegistry registry;
  private final Map<Models, Counts> counts = new ConcurrentHashMap<>();

  JudgementCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  private record Models(String judged, String served) {}

  private record Counts(Counter interactions, Counter hits, Counter gain) {}

  @Override
  public void judged(String modelId, String servedModelId, double gain) {
    Counts ofModels = counts.computeIfAbsent(new Models(modelId, servedModelId), this::register);
    ofModels.interactions().increment();
    if (gain > 0) {
      ofModels.hits().increment();
      ofModels.gain().increment(gain);
    }
  }

  private Counts register(Models models) {
    Tags tags = Tags.of("model", models.judged(), "served", models.served());
    return new Counts(
        counter("interactions", "Interactions that judged a list", tags),
        counter("hits", "Those whose item was in the list", tags),
        counter("gain", "Sum of 1 / log2(rank + 1) over the hits", tags));
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(PREFIX + name).description(description).tags(tags).register(registry);
  }
}
