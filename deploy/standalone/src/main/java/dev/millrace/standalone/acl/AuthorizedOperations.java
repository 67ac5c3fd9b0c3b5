package dev.millrace.standalone.acl;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What brokers tell every user: what it may do with the topics and groups that it may see. */
final class AuthorizedOperations {

  private static final Set<AclOperation> ALL = Set.of(AclOperation.values());

  /** Who may not see something may do none of what implies that. */
  private static final Set<AclOperation> OF_UNSEEN =
      EnumSet.complementOf(
          EnumSet.of(
              AclOperation.DESCRIBE,
              AclOperation.READ,
              AclOperation.WRITE,
              AclOperation.DELETE,
              AclOperation.ALTER));

  private static final short CLUSTER_DEFAULT = -1;

  private final Admin admin;

  AuthorizedOperations(Admin admin) {
    this.admin = admin;
  }

  /**
   * What may be done with topics.
   *
   * @param names topics that need not exist
   * @param prefixes all that exist and begin so, as well
   */
  Map<String, Set<AclOperation>> onTopics(Set<String> names, Set<String> prefixes) {
    Set<String> all = new TreeSet<>(names);
    if (!prefixes.isEmpty()) {
      answer(admin.listTopics().names()).stream()
          .filter(name -> prefixes.stream().anyMatch(name::startsWith))
          .forEach(all::add);
    }
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, Set<AclOperation>> allowed = new HashMap<>();
    admin
        .describeTopics(all, options)
        .topicNameValues()
        .forEach(
            (name, topic) ->
                allowed.put(name, operations(topic, TopicDescription::authorizedOperations)));
    return allowed;
  }

  /** What may be done with groups that need not exist. */
  Map<String, Set<AclOperation>> onGroups(Set<String> ids) {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    Map<String, Set<AclOperation>> allowed = new HashMap<>();
    admin
        .describeConsumerGroups(ids, options)
        .describedGroups()
        .forEach(
            (id, group) ->
                allowed.put(id, operations(group, ConsumerGroupDescription::authorizedOperations)));
    return allowed;
  }

  /** Those that may be seen, which is all that can be asked. */
  Set<String> transactionalIds(Set<String> ids) {
    DescribeTransactionsResult described = admin.describeTransactions(ids);
    Set<String> seen = new TreeSet<>();
    ids.stream().filter(id -> isAllowed(described.description(id))).forEach(seen::add);
    return seen;
  }

  /** Those topics that may be created; that is asked by a creation that is only validated. */
  Set<String> creatable(Set<String> names) {
    List<NewTopic> topics =
        names.stream().map(name -> new NewTopic(name, 1, CLUSTER_DEFAULT)).toList();
    Set<String> creatable = new TreeSet<>();
    admin
        .createTopics(topics, new CreateTopicsOptions().validateOnly(true))
        .values()
        .forEach(
            (name, validated) -> {
              if (isAllowed(validated)) {
                creatable.add(name);
              }
            });
    return creatable;
  }

  /** All where the broker does not say, as for what does not exist. */
  private static <T> Set<AclOperation> operations(
      KafkaFuture<T> described, Function<T, @Nullable Set<AclOperation>> operations) {
    try {
      Set<AclOperation> told = operations.apply(described.get());
      return told == null ? ALL : told;
    } catch (ExecutionException e) {
      return isRefusal(e) ? OF_UNSEEN : ALL;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static boolean isAllowed(KafkaFuture<?> asked) {
    try {
      asked.get();
      return true;
    } catch (ExecutionException e) {
      return !isRefusal(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static boolean isRefusal(ExecutionException e) {
    if (e.getCause() instanceof TimeoutException silence) {
      throw silence;
    }
    return e.getCause() instanceof AuthorizationException;
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException("The brokers did not answer", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
