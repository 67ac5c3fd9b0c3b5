package dev.millrace.standalone.doctor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/**
 * Whether the brokers answer this user.
 *
 * @param admin with the user's credentials; stays the caller's
 * @param address where it connects to first
 */
public record BrokerExamination(Admin admin, String address) implements Examination {

  private static final String SUBJECT = "broker";

  @Override
  public List<Finding> findings() {
    long start = System.nanoTime();
    try {
      DescribeClusterResult cluster = admin.describeCluster();
      Collection<Node> nodes = Answers.of(cluster.nodes());
      return List.of(
          Finding.ok(
              SUBJECT,
              "%d of cluster %s answer in %d ms: %s"
                  .formatted(
                      nodes.size(),
                      Answers.of(cluster.clusterId()),
                      Duration.ofNanos(System.nanoTime() - start).toMillis(),
                      nodes.stream()
                          .map(node -> node.host() + ":" + node.port())
                          .collect(Collectors.joining(", ")))));
    } catch (KafkaException e) {
      return List.of(noAnswer(address, e));
    }
  }

  /** What is to be said where there is no broker. */
  public static Finding noAnswer(String address, KafkaException failure) {
    return Finding.error(
        SUBJECT,
        "no answer from %s: %s".formatted(address, Causes.of(failure)),
        "check kafka.bootstrap.servers, and security.protocol, sasl.* and ssl.* under kafka:"
            + " against the listener");
  }
}
