package dev.millrace.streams.sequence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.streams.sequence.UserState.Deletion;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Knows which deletions to stop remembering when: a store ordered by that time. */
final class DeletionMemory {

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<String, UserState> states;
  private final KeyValueStore<Bytes, byte[]> byExpiry;

  DeletionMemory(KeyValueStore<String, UserState> states, KeyValueStore<Bytes, byte[]> byExpiry) {
    this.states = states;
    this.byExpiry = byExpiry;
  }

  void remember(String userId, Deletion deletion) {
    byExpiry.put(key(deletion.rememberUntil(), userId), PRESENT);
  }

  /** Forgets the deletions whose time is over, so that the state does not grow for ever. */
  void clean(long now) {
    try (KeyValueIterator<Bytes, byte[]> expired = byExpiry.range(key(0, ""), key(now, ""))) {
      while (expired.hasNext()) {
        KeyValue<Bytes, byte[]> entry = expired.next();
        expire(userId(entry.key), now);
        byExpiry.delete(entry.key);
      }
    }
  }

  private void expire(String userId, long now) {
    UserState state = states.get(userId);
    if (state == null || state.forgotten().rememberUntil() > now) {
      return;
    }
    states.put(userId, state.hasNoEvents() ? null : withoutDeletion(state));
  }

  private static UserState withoutDeletion(UserState state) {
    return new UserState(
        state.extending(), state.others(), state.version(), state.floor(), Deletion.NONE);
  }

  private static Bytes key(long rememberUntil, String userId) {
    byte[] user = userId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + user.length).putLong(rememberUntil).put(user).array());
  }

  private static String userId(Bytes key) {
    return new String(key.get(), Long.BYTES, key.get().length - Long.BYTES, UTF_8);
  }
}
