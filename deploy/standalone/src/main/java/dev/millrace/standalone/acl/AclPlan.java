package dev.millrace.standalone.acl;

import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.streams.TopologyName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What each application needs, from the same names as the applications themselves. What other
 * permissions imply is left out.
 *
 * @param config names of topics, groups and transactional ids
 */
public record AclPlan(MillraceConfig config) {

  /** All that an application needs. */
  public List<NeededAcl> of(Application application) {
    ToolAcls tools = new ToolAcls(config);
    return switch (application) {
      case STREAMS -> streams(EnumSet.allOf(TopologyName.class));
      case SERVING -> new ServingAcls(config).all();
      case TRAINER -> new TrainerAcls(config).all();
      case REPLAY -> tools.replay(true);
      case RECOMMEND -> tools.recommend();
      case ADMIN -> tools.admin();
    };
  }

  /** What some topologies need. */
  public List<NeededAcl> streams(Set<TopologyName> topologies) {
    return new StreamsAcls(config).of(topologies);
  }
}
