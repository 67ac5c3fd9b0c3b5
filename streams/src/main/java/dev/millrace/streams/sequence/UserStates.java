package dev.millrace.streams.sequence;

import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stores behind sequences; both processors share them. */
final class UserStates {

  static final String STATES = "user-states";
  static final String FORGOTTEN = "forgotten-users";

  private final StoreBuilder<KeyValueStore<String, UserState>> states =
      Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(STATES), Serdes.String(), new UserStateSerde())
          .withCachingEnabled();

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> forgotten =
      Stores.keyValueStoreBuilder(
          Stores.persistentKeyValueStore(FORGOTTEN), Serdes.Bytes(), Serdes.ByteArray());

  Set<StoreBuilder<?>> builders() {
    return Set.of(states, forgotten);
  }
}
