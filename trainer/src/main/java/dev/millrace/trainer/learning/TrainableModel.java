package dev.millrace.trainer.learning;

import ai.djl.ndarray.NDArray;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.lora.LoraAdapter;
import java.util.SortedMap;

/** A language model and those of its parameters that learn. */
public sealed interface TrainableModel extends AutoCloseable {

  /** The model as it is now. */
  Decoder decoder();

  /** What learns, by name. */
  SortedMap<String, NDArray> parameters();

  @Override
  void close();

  /**
   * All weights learn.
   *
   * @param decoder is closed with this
   */
  record Full(Decoder decoder) implements TrainableModel {

    @Override
    public SortedMap<String, NDArray> parameters() {
      return decoder.weights();
    }

    @Override
    public void close() {
      decoder.close();
    }
  }

  /**
   * A low-rank adapter learns (LoRA, arXiv 2106.09685), the weights below it stay.
   *
   * @param base without the adapter; is closed with this
   * @param adapter is closed with this
   * @param decoder the base with the adapter
   */
  record LowRank(Decoder base, LoraAdapter adapter, Decoder decoder) implements TrainableModel {

    /** Puts an adapter beside a base. */
    public static LowRank of(Decoder base, LoraAdapter adapter) {
      return new LowRank(base, adapter, base.with(adapter));
    }

    @Override
    public SortedMap<String, NDArray> parameters() {
      return adapter.parameters();
    }

    @Override
    public void close() {
      decoder.close();
      adapter.close();
      base.close();
    }
  }
}
