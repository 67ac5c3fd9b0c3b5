package dev.millrace.standalone.cli;

import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.telemetry.SpanSource;
import dev.millrace.standalone.telemetry.Telemetry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.kafka.clients.CommonClientConfigs;

/** Opens what applications tell a collector with; the caller closes it. */
final class Telemetries {

  private Telemetries() {}

  /**
   * That of the streams.
   *
   * @throws UsageException if it cannot be set up as configured
   */
  static Telemetry ofStreams(MillraceConfig config) {
    String instance =
        config
            .streams()
            .kafka()
            .getOrDefault(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, hostName());
    return open(config, config.streams().prefix() + "-streams", instance);
  }

  /**
   * That of serving.
   *
   * @throws UsageException if it cannot be set up as configured
   */
  static Telemetry ofServing(MillraceConfig config) {
    return open(config, config.serving().groupId(), config.serving().instanceId());
  }

  private static Telemetry open(MillraceConfig config, String service, String instance) {
    return UsageException.unlessAccepted(
        () ->
            Telemetry.open(
                config.telemetry(), new SpanSource(service, Version.number(), instance)));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException noName) {
      return "local";
    }
  }
}
