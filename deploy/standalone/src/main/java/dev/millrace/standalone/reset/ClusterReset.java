package dev.millrace.standalone.reset;

import dev.millrace.standalone.topics.TopicAdministration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;

/** Committed offsets and internal topics of applications of Kafka Streams. */
public final class ClusterReset {

  /** How Kafka Streams ends the names of its own topics. */
  private static final List<String> INTERNAL = List.of("-changelog", "-repartition");

  private final Admin admin;
  private final List<String> applicationIds;

  /**
   * @param admin client of the cluster; stays the caller's
   * @param applicationIds of the applications
   */
  public ClusterReset(Admin admin, Collection<String> applicationIds) {
    this.admin = admin;
    this.applicationIds = List.copyOf(applicationIds);
  }

  /**
   * What there is.
   *
   * @throws dev.millrace.standalone.topics.TopicAdministrationException if the cluster refuses
   */
  public ClusterState state() {
    Set<String> known =
        TopicAdministration.get(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())
            .stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toSet());
    List<String> groups = applicationIds.stream().filter(known::contains).toList();
    int members =
        TopicAdministration.get(admin.describeConsumerGroups(groups).all()).values().stream()
            .map(ConsumerGroupDescription::members)
            .mapToInt(Collection::size)
            .sum();
    List<String> topics =
        TopicAdministration.get(admin.listTopics().names()).stream()
            .filter(this::isInternal)
            .sorted()
            .toList();
    return new ClusterState(members, groups, topics);
  }

  /**
   * Deletes it: first the offsets, for a group that has none reads its input again and makes what
   * is deleted after them; the other way round state would be lost that nobody makes again.
   *
   * @throws dev.millrace.standalone.topics.TopicAdministrationException if the cluster refuses, for
   *     instance because somebody is at work again
   */
  public void delete(ClusterState state) {
    TopicAdministration.get(admin.deleteConsumerGroups(state.groups()).all());
    TopicAdministration.get(admin.deleteTopics(state.internalTopics()).all());
  }

  private boolean isInternal(String topic) {
    return applicationIds.stream().anyMatch(id -> topic.startsWith(id + "-"))
        && INTERNAL.stream().anyMatch(topic::endsWith);
  }
}
