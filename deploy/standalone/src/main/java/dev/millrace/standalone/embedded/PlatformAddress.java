package dev.millrace.standalone.embedded;

import java.net.URI;

/**
 * Where a broker and a registry are reached.
 *
 * @param bootstrapServers Kafka's {@code host:port} list
 * @param registryUrl base URL of the registry's Confluent interface
 */
public record PlatformAddress(String bootstrapServers, URI registryUrl) {}
