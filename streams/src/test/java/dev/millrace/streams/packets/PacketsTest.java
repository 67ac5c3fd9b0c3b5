package dev.millrace.streams.packets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.streams.AcceptedInteractions;
import dev.millrace.streams.internal.ByteReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The halves of a sum as tasks of their own: what happens between a crash and a restart. */
@NullUnmarked // Kafka's mock context
class PacketsTest {

  private static final long ARRIVAL = 1_000;

  private final KeyValueStore<Integer, byte[]> pending = store("pending", Serdes.Integer());
  private final KeyValueStore<String, byte[]> rows = store("rows", Serdes.String());
  private final KeyValueStore<Integer, byte[]> waiting = store("waiting", Serdes.Integer());

  @Test
  void shouldSendNothingUntilTimePasses() {
    MockProcessorContext<Integer, byte[]> task = packingTask();

    assertThat(task.forwarded()).isEmpty();
    tick(task);
    assertThat(task.forwarded()).isEmpty();
  }

  @Test
  void shouldSendChangesOnceWhenTimePasses() {
    MockProcessorContext<Integer, byte[]> task = packingTask("a", "b", "a");

    tick(task);
    assertThat(unpack(task))
        .containsEntry("a", List.of("e0", "e2"))
        .containsEntry("b", List.of("e1"))
        .hasSize(2);

    task.resetForwards();
    tick(task);
    assertThat(task.forwarded()).isEmpty();
    assertThat(pending.all().hasNext()).isFalse();
  }

  @Test
  void shouldSendWhatWaitedWhenTaskStartsAgain() {
    packingTask("a", "b"); // dies before it sends

    MockProcessorContext<Integer, byte[]> restarted = packingTask("c");
    tick(restarted);

    assertThat(unpack(restarted)).containsOnlyKeys("a", "b", "c");
    assertThat(restarted.forwarded().get(0).record().timestamp()).isEqualTo(ARRIVAL);
  }

  @Test
  void shouldKeepOrderAcrossChunks() {
    String[] items = new String[2_000];
    Arrays.fill(items, "a");

    MockProcessorContext<Integer, byte[]> task = packingTask(items);
    tick(task);

    List<String> changes = unpack(task).get("a");
    assertThat(changes).hasSize(2_000).startsWith("e0", "e1").endsWith("e1998", "e1999");
  }

  @Test
  void shouldSendBeforeTimeWhenTooMuchWaits() {
    String[] items = new String[40_000];
    Arrays.fill(items, "a");

    assertThat(packingTask(items).forwarded()).isNotEmpty();
  }

  @Test
  void shouldEmitChangedRowsOnceWhenTimePasses() {
    MockProcessorContext<String, String> task = summingTask(packet("a", "x", "y"));
    assertThat(task.forwarded()).isEmpty();

    tick(task);
    assertThat(emitted(task)).containsExactly(Map.entry("a", "xy"));

    task.resetForwards();
    tick(task);
    assertThat(task.forwarded()).isEmpty();
  }

  @Test
  void shouldSumWhatWaitedWhenTaskStartsAgain() {
    summingTask(packet("a", "x")); // dies before it sums

    MockProcessorContext<String, String> restarted = summingTask(packet("a", "y"));
    tick(restarted);

    assertThat(emitted(restarted)).containsExactly(Map.entry("a", "xy"));
    assertThat(waiting.all().hasNext()).isFalse();
  }

  @Test
  void shouldSumBeforeTimeWhenTooMuchWaits() {
    String change = "x".repeat(SumChanges.MOST_WAITING_BYTES / 2);

    MockProcessorContext<String, String> task =
        summingTask(packet("a", change), packet("a", change));

    assertThat(emitted(task)).containsExactly(Map.entry("a", change + change));
  }

  @Test
  void shouldEmitTombstoneWhenNothingIsLeftOfRow() {
    MockProcessorContext<String, String> task = summingTask(packet("a", "x"), packet("a", "-"));

    tick(task);

    assertThat(task.forwarded()).hasSize(1);
    assertThat(task.forwarded().get(0).record().value()).isNull();
  }

  private MockProcessorContext<Integer, byte[]> packingTask(String... items) {
    MockProcessorContext<Integer, byte[]> context = new MockProcessorContext<>();
    context.addStateStore(pending);
    PackChanges processor = new PackChanges(PacketsTest::oneChange, "pending");
    processor.init(context);
    for (int i = 0; i < items.length; i++) {
      AcceptedInteraction click = AcceptedInteractions.click("u1", items[i], ARRIVAL);
      click.setEventId("e" + i);
      processor.process(new Record<>("u1", click, ARRIVAL));
    }
    return context;
  }

  private static List<KeyedChange> oneChange(AcceptedInteraction click) {
    return List.of(new KeyedChange(click.getItemId(), click.getEventId().getBytes(UTF_8)));
  }

  private MockProcessorContext<String, String> summingTask(ChangePacket... packets) {
    MockProcessorContext<String, String> context = new MockProcessorContext<>();
    context.addStateStore(rows);
    context.addStateStore(waiting);
    SumChanges<String> processor =
        new SumChanges<>(new Texts(), new SumChanges.StoreNames("rows", "waiting"));
    processor.init(context);
    for (ChangePacket packet : packets) {
      processor.process(new Record<>(1, packet.bytes(), ARRIVAL));
    }
    return context;
  }

  /** A row is a text that grows; a dash deletes it. */
  private static final class Texts implements RowRules<String> {
    @Override
    public byte @Nullable [] apply(byte @Nullable [] row, List<byte[]> changes) {
      String text = row == null ? "" : new String(row, UTF_8);
      for (byte[] change : changes) {
        text = text.endsWith("-") ? "" : text;
        text += new String(change, UTF_8);
      }
      return text.endsWith("-") ? null : text.getBytes(UTF_8);
    }

    @Override
    public String toRecord(String key, byte[] row) {
      return new String(row, UTF_8);
    }
  }

  private static ChangePacket packet(String key, String... changes) {
    ChangePacket packet = new ChangePacket();
    packet.add(key, Arrays.stream(changes).map(text -> text.getBytes(UTF_8)).toList());
    return packet;
  }

  private static void tick(MockProcessorContext<?, ?> context) {
    context
        .scheduledPunctuators()
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(ARRIVAL));
  }

  private static Map<String, List<String>> unpack(MockProcessorContext<Integer, byte[]> context) {
    Map<String, List<String>> changes = new HashMap<>();
    for (CapturedForward<? extends Integer, ? extends byte[]> forward : context.forwarded()) {
      ChangePacket.read(
          new ByteReader(forward.record().value()),
          (key, found) -> {
            assertThat(forward.record().key()).isEqualTo(PackChanges.bucketOf(key));
            List<String> texts = changes.computeIfAbsent(key, k -> new ArrayList<>());
            found.forEach(change -> texts.add(new String(change, UTF_8)));
          });
    }
    return changes;
  }

  private static List<Map.Entry<String, String>> emitted(
      MockProcessorContext<String, String> context) {
    return context.forwarded().stream()
        .map(
            forward ->
                Map.entry((String) forward.record().key(), (String) forward.record().value()))
        .toList();
  }

  private static <K> KeyValueStore<K, byte[]> store(String name, Serde<K> keys) {
    KeyValueStore<K, byte[]> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
