package dev.millrace.standalone.cli;

import dev.millrace.contract.Topic;
import dev.millrace.contract.http.HttpAddress;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.BuiltInSchemas;
import dev.millrace.standalone.acl.AclPlan;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.acl.ClientPrincipal;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.doctor.BrokerExamination;
import dev.millrace.standalone.doctor.EngineExamination;
import dev.millrace.standalone.doctor.Examination;
import dev.millrace.standalone.doctor.Finding;
import dev.millrace.standalone.doctor.FolderExamination;
import dev.millrace.standalone.doctor.JvmExamination;
import dev.millrace.standalone.doctor.PermissionExamination;
import dev.millrace.standalone.doctor.PortExamination;
import dev.millrace.standalone.doctor.RegistryExamination;
import dev.millrace.standalone.doctor.StoreExamination;
import dev.millrace.standalone.doctor.TopicExamination;
import dev.millrace.streams.RequiredTopics;
import dev.millrace.streams.TopologyName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * What is to be looked at.
 *
 * @param config of this process
 * @param applications that are to run here
 */
record Examinations(MillraceConfig config, Set<Application> applications) {

  /** Of this machine. */
  List<Examination> here() {
    List<Examination> examinations = new ArrayList<>();
    examinations.add(new JvmExamination());
    examinations.add(new FolderExamination("data folder", config.dataDir()));
    boolean learns = applications.contains(Application.TRAINER);
    if (learns || applications.contains(Application.SERVING)) {
      examinations.add(new StoreExamination(config.checkpoints(), config.dataDir(), learns));
      examinations.add(new EngineExamination());
    }
    applications.forEach(application -> addPort(application, examinations));
    return examinations;
  }

  private void addPort(Application application, List<Examination> examinations) {
    switch (application) {
      case STREAMS -> examinations.add(port("streams.http", config.streams().http()));
      case TRAINER ->
          examinations.add(port("trainer.online.http", config.trainer().online().http()));
      case SERVING -> examinations.add(port("serving.http", config.serving().http()));
      case REPLAY, RECOMMEND, ADMIN -> {
        // They answer nobody.
      }
    }
  }

  private static Examination port(String key, HttpAddress address) {
    return new PortExamination(key, address.host(), address.port());
  }

  /** Whether there is a cluster. */
  static Examination ofBroker(Connection connection, Admin admin) {
    return new BrokerExamination(admin, addressOf(connection));
  }

  /** What is to be said where there is none. */
  static Finding noAnswer(Connection connection, KafkaException failure) {
    return BrokerExamination.noAnswer(addressOf(connection), failure);
  }

  /** Of a cluster that answers. */
  List<Examination> ofCluster(Connection connection, Admin admin) {
    List<Examination> examinations = new ArrayList<>();
    examinations.add(new TopicExamination(admin, config.topics().plans(), keyedByUser(connection)));
    AclPlan plan = new AclPlan(config);
    for (Application application : applications) {
      examinations.add(
          new PermissionExamination(
              admin, ClientPrincipal.of(connection.kafka()), application, plan.of(application)));
    }
    return examinations;
  }

  /** The registry's client; its answers are not waited for longer than it does itself. */
  static Examination ofRegistry(Connection connection, SchemaRegistry registry) {
    return new RegistryExamination(
        registry,
        connection.registry().getOrDefault(ConfluentSchemaRegistry.URL_PROPERTY, ""),
        BuiltInSchemas.of(connection.config().topics().names()),
        AvroSerdeSettings.from(connection.registry()).autoRegister());
  }

  private static Set<String> keyedByUser(Connection connection) {
    return new RequiredTopics(
            connection.topics(new InMemorySchemaRegistry()), EnumSet.allOf(TopologyName.class))
        .byUser().stream().map(Topic::name).collect(Collectors.toSet());
  }

  private static String addressOf(Connection connection) {
    return connection.kafka().getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
  }
}
