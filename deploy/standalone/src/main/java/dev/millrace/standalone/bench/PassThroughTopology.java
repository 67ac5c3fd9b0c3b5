package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.Topic;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Reads interactions and writes them again: what Kafka Streams itself costs.
 *
 * @param source where interactions come from
 * @param sink where they go
 * @param properties properties of the instance that will run it
 */
record PassThroughTopology(
    Topic<String, Interaction> source, Topic<String, Interaction> sink, Properties properties)
    implements Supplier<Topology> {

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(source.name(), Consumed.with(source.keys(), source.values()).withName("read"))
        .to(sink.name(), Produced.with(sink.keys(), sink.values()).withName("write"));
    return builder.build(properties);
  }
}
