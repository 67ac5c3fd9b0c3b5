package dev.millrace.standalone.reliability;

/**
 * Where the broker and the registry of a test are.
 *
 * @param bootstrap Kafka's {@code host:port}
 * @param registryUrl base URL of the registry's Confluent interface
 */
record Servers(String bootstrap, String registryUrl) {}
