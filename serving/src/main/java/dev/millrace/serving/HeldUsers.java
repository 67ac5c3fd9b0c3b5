package dev.millrace.serving;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The users of the partitions that are assigned here, and what they wait for. Belongs to the
 * serving thread.
 */
final class HeldUsers {

  private final Map<Integer, Map<String, HeldUser>> partitions = new HashMap<>();
  private final Map<Integer, OpenRequests> open = new HashMap<>();

  /** Partitions that are held, in order. */
  Set<Integer> partitions() {
    return new TreeSet<>(partitions.keySet());
  }

  boolean holds(int partition) {
    return partitions.containsKey(partition);
  }

  /** Begins to hold a partition, empty, or empties one that is held. */
  void open(int partition) {
    partitions.put(partition, new HashMap<>());
    open.remove(partition);
  }

  void drop(Collection<Integer> dropped) {
    dropped.forEach(partitions::remove);
    dropped.forEach(open::remove);
  }

  void dropAll() {
    partitions.clear();
    open.clear();
  }

  /** Calls the consumer with every user of some partitions that are held. */
  void forEach(Collection<Integer> some, BiConsumer<UserKey, HeldUser> consumer) {
    for (int partition : some) {
      partitions
          .getOrDefault(partition, Map.of())
          .forEach((userId, user) -> consumer.accept(new UserKey(partition, userId), user));
    }
  }

  /** Number of users. */
  int size() {
    return partitions.values().stream().mapToInt(Map::size).sum();
  }

  /** What is known of a user of a held partition. */
  HeldUser get(UserKey user) {
    return users(user.partition()).getOrDefault(user.userId(), HeldUser.unknown());
  }

  /** Remembers a user of a held partition; one that is unknown again is forgotten. */
  void put(UserKey user, HeldUser state) {
    if (state.isUnknown()) {
      users(user.partition()).remove(user.userId());
    } else {
      users(user.partition()).put(user.userId(), state);
    }
  }

  /** Requests of a partition that are to be answered by the refined lane. */
  OpenRequests openRequests(int partition) {
    return open.getOrDefault(partition, OpenRequests.none());
  }

  boolean isOpen(Demand.Request request) {
    return openRequests(request.user().partition()).holds(request);
  }

  void putOpenRequests(int partition, OpenRequests requests) {
    open.put(partition, requests);
  }

  private Map<String, HeldUser> users(int partition) {
    Map<String, HeldUser> users = partitions.get(partition);
    if (users == null) {
      throw new IllegalStateException(
          "Partition %d is not held here; held: %s".formatted(partition, partitions()));
    }
    return users;
  }
}
