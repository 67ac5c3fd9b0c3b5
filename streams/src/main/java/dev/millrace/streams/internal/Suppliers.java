package dev.millrace.streams.internal;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes processor suppliers that own their stores. */
public final class Suppliers {

  private Suppliers() {}

  /**
   * @param processors makes a processor a task
   * @param stores what the processors use
   */
  public static <KI, VI, KO, VO> ProcessorSupplier<KI, VI, KO, VO> of(
      Supplier<Processor<KI, VI, KO, VO>> processors, Set<StoreBuilder<?>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<KI, VI, KO, VO> get() {
        return processors.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }
}
