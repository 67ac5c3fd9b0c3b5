package dev.millrace.model.lora;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.SmallModels;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.llm.TokenBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the graph needs must not lie in memory that Java frees before the backward pass. */
class GradientMemoryTest {

  private static final TokenBatch BATCH =
      new TokenBatch(List.of(new int[] {3, 1, 4, 1, 5}, new int[] {9, 2}));

  @Test
  void shouldGiveTheSameGradientsWhenJavaFreesItsBuffersBeforeTheBackwardPass() {
    LoraConfig config =
        new LoraConfig(2, 3, 0, false, new LoraTargets.Names(List.of("q_proj", "up_proj")));
    try (Decoder base = SmallModels.decoder(SmallModels.config(), 1);
        LoraAdapter adapter = LoraAdapter.create(config, base, 5);
        Decoder adapted = base.with(adapter)) {
      SortedMap<String, NDArray> parameters = new TreeMap<>(adapter.parameters());
      parameters.putAll(base.weights());
      parameters.values().forEach(parameter -> parameter.setRequiresGradient(true));

      SortedMap<String, List<Float>> once = gradients(adapted, parameters, () -> {});
      SortedMap<String, List<Float>> twice =
          gradients(adapted, parameters, GradientMemoryTest::reuseFreedBuffers);

      once.replaceAll((name, values) -> values.stream().map(value -> 2 * value).toList());
      assertThat(twice).isEqualTo(once);
    }
  }

  /** Gradients add up from call to call. */
  private static SortedMap<String, List<Float>> gradients(
      Decoder decoder, SortedMap<String, NDArray> parameters, Runnable beforeBackward) {
    int depth = decoder.config().layers();
    try (NDManager scratch = decoder.manager().newSubManager();
        GradientCollector collector = TensorEngine.start().newGradientCollector()) {
      ForwardRequest request =
          new ForwardRequest(BATCH, Positions.all(BATCH), List.of(depth), true);
      NDArray logits = decoder.head().logits(decoder.forward(scratch, request).at(depth));
      NDArray loss = logits.logSoftmax(1).get(":, 7").mean().neg();
      beforeBackward.run();
      collector.backward(loss);
    }
    SortedMap<String, List<Float>> gradients = new TreeMap<>();
    parameters.forEach(
        (name, parameter) -> {
          List<Float> values = new ArrayList<>();
          for (float value : Tensors.gradient(parameter).toFloatArray()) {
            values.add(value);
          }
          gradients.put(name, values);
        });
    return gradients;
  }

  /** Buffers of the sizes that were freed are taken again and filled with something else. */
  private static void reuseFreedBuffers() {
    System.gc();
    for (int round = 0; round < 2_000; round++) {
      for (int size = 4; size <= 128; size *= 2) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(size);
        while (buffer.hasRemaining()) {
          buffer.put((byte) 0x4d);
        }
      }
    }
  }
}
