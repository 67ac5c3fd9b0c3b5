package dev.millrace.streams.sequence;

import dev.millrace.streams.sequence.TrackedEvent.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The items a user turned down: those whose last interaction, among the rejecting and the extending
 * ones, is a rejecting one.
 */
final class RejectedItems {

  private RejectedItems() {}

  /** Ids of the rejected items, the latest rejection last. */
  static List<String> of(UserState state, int limit) {
    if (noneRejects(state)) {
      return List.of();
    }
    return standing(state, limit).stream().map(TrackedEvent::itemId).toList();
  }

  /**
   * The events that are still needed of those that do not extend.
   *
   * @param earliest event time from which all are needed to know duplicates
   * @param limit most rejections to keep from before
   */
  static List<TrackedEvent> prunedOthers(UserState state, long earliest, int limit) {
    List<TrackedEvent> standing = noneRejects(state) ? List.of() : standing(state, limit);
    List<TrackedEvent> kept = new ArrayList<>(state.others().size());
    for (TrackedEvent event : state.others()) {
      if (event.timestamp() >= earliest || standing.contains(event)) {
        kept.add(event);
      }
    }
    return kept;
  }

  private static boolean noneRejects(UserState state) {
    for (TrackedEvent event : state.others()) {
      if (event.role() == Role.REJECTS) {
        return false;
      }
    }
    return true;
  }

  /** The last rejection of every item that no later event takes back. */
  private static List<TrackedEvent> standing(UserState state, int limit) {
    Map<String, TrackedEvent> rejections = new LinkedHashMap<>();
    for (TrackedEvent event : state.others()) {
      if (event.role() == Role.REJECTS) {
        rejections.remove(event.itemId());
        rejections.put(event.itemId(), event);
      }
    }
    Map<String, TrackedEvent> taken = new HashMap<>();
    state.extending().forEach(event -> taken.put(event.itemId(), event));
    Collection<TrackedEvent> latest = rejections.values();
    latest.removeIf(
        rejection -> {
          TrackedEvent extension = taken.get(rejection.itemId());
          return extension != null && extension.isAfter(rejection);
        });
    List<TrackedEvent> standing = new ArrayList<>(latest);
    return standing.subList(Math.max(0, standing.size() - limit), standing.size());
  }
}
