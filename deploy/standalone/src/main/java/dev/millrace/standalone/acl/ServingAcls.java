package dev.millrace.standalone.acl;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.topics.PipelineGroup;
import java.util.List;

/**
 * What serving needs. Its instances' transactional ids end with their names, so they are a prefix.
 */
final class ServingAcls {

  private final ServingSettings settings;
  private final TopicNames names;
  private final List<PipelineGroup> groups;

  ServingAcls(MillraceConfig config) {
    this.settings = config.serving();
    this.names = config.topics().names();
    this.groups = PipelineGroup.of(config);
  }

  List<NeededAcl> all() {
    NeededAcls needs = new NeededAcls();
    needs.topics(
        List.of(names.userSequences(), names.recommendationRequests()), READ, "what to answer");
    needs.topics(
        List.of(names.items(), names.itemTransitions(), names.itemPopularity()),
        READ,
        "catalogue and collaborative model");
    needs.topics(deadLetters(), WRITE, "dead letters");
    needs.topics(List.of(names.recommendations()), WRITE, "output");
    needs.topics(List.of(names.recommendations()), READ, "restore the last lists");
    needs.topics(List.of(names.checkpoints()), READ, "which checkpoint to use");
    needs.add(NeededAcl.group(settings.groupId(), READ, "consumer group"));
    needs.add(
        NeededAcl.group(settings.catalogueGroupId(), READ, "which bad records were put aside"));
    needs.add(
        NeededAcl.transactionalId(settings.groupId() + "-", WRITE, "exactly-once transactions")
            .prefixed());
    addPage(needs);
    return needs.minimal();
  }

  private List<String> deadLetters() {
    return List.of(
            names.userSequences(),
            names.recommendationRequests(),
            names.items(),
            names.itemTransitions(),
            names.itemPopularity())
        .stream()
        .map(name -> name + Topic.DEAD_LETTER_SUFFIX)
        .toList();
  }

  /** The page shows every stage of the pipeline, and how far behind it is. */
  private void addPage(NeededAcls needs) {
    needs.topics(List.of(names.onlineMetrics()), READ, "page: quality");
    needs.topics(List.of(names.interactions(), names.trainingExamples()), DESCRIBE, "page: rates");
    for (PipelineGroup group : groups) {
      if (group.id().startsWith(settings.prefix())) {
        needs.add(NeededAcl.group(group.id(), DESCRIBE, "page: lag of " + group.role()));
        needs.topics(
            group.topics().stream().sorted().toList(), DESCRIBE, "page: lag of " + group.role());
      }
    }
  }
}
