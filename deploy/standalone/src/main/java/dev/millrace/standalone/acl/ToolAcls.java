package dev.millrace.standalone.acl;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.dlq.LetterReplay;
import dev.millrace.standalone.topics.PipelineGroup;
import dev.millrace.streams.TopologyName;
import java.util.Collection;
import java.util.List;

/** What the commands need that do something and end. */
public final class ToolAcls {

  private final MillraceConfig config;
  private final TopicNames names;

  /**
   * @param config names of topics and groups
   */
  public ToolAcls(MillraceConfig config) {
    this.config = config;
    this.names = config.topics().names();
  }

  /** {@code millrace replay}. */
  public List<NeededAcl> replay(boolean closedLoop) {
    NeededAcls needs =
        new NeededAcls()
            .topics(List.of(names.items()), WRITE, "catalogue")
            .topics(List.of(names.interactions()), WRITE, "interactions");
    if (closedLoop) {
      needs.topics(
          List.of(names.userSequences(), names.recommendations()),
          READ,
          "--closed-loop: wait for lists");
    }
    return needs.minimal();
  }

  /** {@code millrace recommend}. */
  public List<NeededAcl> recommend() {
    return new NeededAcls()
        .topics(List.of(names.recommendationRequests()), WRITE, "ask")
        .topics(List.of(names.recommendations()), READ, "read the answer")
        .topics(List.of(names.items()), READ, "titles")
        .minimal();
  }

  /** {@code millrace topics create}. */
  public List<NeededAcl> createTopics() {
    return new NeededAcls()
        .topics(planned(), CREATE, "topics create")
        .addAll(describeTopics())
        .minimal();
  }

  /** {@code millrace topics describe}. */
  public List<NeededAcl> describeTopics() {
    return new NeededAcls()
        .topics(planned(), DESCRIBE, "topics create, describe")
        .topics(planned(), DESCRIBE_CONFIGS, "topics create, describe")
        .minimal();
  }

  /** {@code millrace topics lag}. */
  public List<NeededAcl> lag(List<PipelineGroup> groups) {
    NeededAcls needs = new NeededAcls();
    for (PipelineGroup group : groups) {
      needs.add(NeededAcl.group(group.id(), DESCRIBE, "topics lag"));
      needs.topics(group.topics().stream().sorted().toList(), DESCRIBE, "topics lag");
    }
    return needs.minimal();
  }

  /**
   * {@code millrace dlq list} and {@code show}.
   *
   * @param deadLetters topics
   */
  public List<NeededAcl> readLetters(Collection<String> deadLetters) {
    return new NeededAcls().topics(deadLetters, READ, "dlq").minimal();
  }

  /**
   * {@code millrace dlq replay --execute}.
   *
   * @param deadLetters topics
   */
  public List<NeededAcl> replayLetters(Collection<String> deadLetters) {
    return new NeededAcls()
        .addAll(readLetters(deadLetters))
        .topics(deadLetters, WRITE, "dlq replay: marks")
        .topics(deadLetters.stream().map(ToolAcls::origin).toList(), WRITE, "dlq replay")
        .add(
            NeededAcl.transactionalId(
                LetterReplay.transactionalId(config.streams()), WRITE, "dlq replay"))
        .minimal();
  }

  /** {@code millrace checkpoint list}. */
  public List<NeededAcl> announcements() {
    return new NeededAcls()
        .topics(List.of(names.checkpoints()), READ, "checkpoint list, promote, rollback")
        .minimal();
  }

  /** {@code millrace checkpoint promote} and {@code rollback}. */
  public List<NeededAcl> announce() {
    return new NeededAcls()
        .addAll(announcements())
        .topics(List.of(names.checkpoints()), WRITE, "checkpoint promote, rollback")
        .minimal();
  }

  /** {@code millrace reset --everything}. */
  public List<NeededAcl> reset() {
    NeededAcls needs = new NeededAcls();
    for (TopologyName topology : TopologyName.values()) {
      String id = config.streams().applicationId(topology);
      needs.add(NeededAcl.group(id, DELETE, "reset: offsets"));
      needs.add(NeededAcl.topic(id + "-", DELETE, "reset: internal topics").prefixed());
    }
    return needs.minimal();
  }

  /** All that look after the pipeline. */
  List<NeededAcl> admin() {
    return new NeededAcls()
        .addAll(createTopics())
        .addAll(lag(PipelineGroup.of(config)))
        .addAll(reset())
        .addAll(
            replayLetters(
                planned().stream()
                    .filter(name -> name.endsWith(Topic.DEAD_LETTER_SUFFIX))
                    .toList()))
        .addAll(announce())
        .minimal();
  }

  private List<String> planned() {
    return config.topics().plans().stream().map(TopicPlan::name).toList();
  }

  private static String origin(String deadLetters) {
    return deadLetters.substring(0, deadLetters.length() - Topic.DEAD_LETTER_SUFFIX.length());
  }
}
