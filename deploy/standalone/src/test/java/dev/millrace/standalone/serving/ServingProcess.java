package dev.millrace.standalone.serving;

import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.serving.ServingApplication;
import java.time.Duration;

/** A process that serves until it is killed. Arguments: brokers, registry, prefix, instance id. */
final class ServingProcess {

  private ServingProcess() {}

  public static void main(String[] args) {
    ServingFixture fixture =
        ServingFixture.existing(args[0], ConfluentSchemaRegistry.at(args[1]), args[2]);
    ServingApplication serving = fixture.startServing(fixture.settings(args[3]));
    System.out.println(serving.state());
    serving.awaitTermination(Duration.ofHours(1));
    System.exit(1);
  }
}
