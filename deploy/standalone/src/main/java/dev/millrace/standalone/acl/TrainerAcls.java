package dev.millrace.standalone.acl;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.standalone.config.MillraceConfig;
import java.util.List;

/** What trainers need: those of one model share a group and, under its name, a transactional id. */
final class TrainerAcls {

  private final String group;
  private final TopicNames names;

  TrainerAcls(MillraceConfig config) {
    this.group = config.trainer().online().groupId();
    this.names = config.topics().names();
  }

  List<NeededAcl> all() {
    return new NeededAcls()
        .topics(List.of(names.trainingExamples()), READ, "what to learn")
        .topics(List.of(names.trainingExamples() + Topic.DEAD_LETTER_SUFFIX), WRITE, "dead letters")
        .topics(
            List.of(names.items(), names.itemTransitions(), names.itemPopularity()),
            READ,
            "catalogue and collaborative model")
        .topics(List.of(names.userDeletions()), READ, "whom to forget")
        .topics(List.of(names.checkpoints()), READ, "who trains, and what was announced last")
        .topics(List.of(names.checkpoints()), WRITE, "announcements")
        .add(NeededAcl.group(group, READ, "consumer group"))
        .add(NeededAcl.transactionalId(group, WRITE, "exactly-once transactions"))
        .minimal();
  }
}
