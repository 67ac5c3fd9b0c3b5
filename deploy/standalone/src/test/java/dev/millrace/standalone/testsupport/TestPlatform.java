package dev.millrace.standalone.testsupport;

import java.net.URI;

/**
 * A running broker and registry, and a corner of them that belongs to one test class.
 *
 * @param bootstrapServers Kafka's {@code host:port}
 * @param registryUrl base URL of the registry's Confluent interface
 * @param prefix starts the names of all topics, groups and transactional ids of the test class
 */
public record TestPlatform(String bootstrapServers, URI registryUrl, String prefix) {}
