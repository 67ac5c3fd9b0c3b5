package dev.millrace.standalone.doctor;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The schemas that the generated records have. */
public final class BuiltInSchemas {

  private BuiltInSchemas() {}

  /** Schema of the values of each topic, by the topic's name. */
  public static Map<String, Schema> of(TopicNames names) {
    Map<String, Schema> schemas = new HashMap<>();
    for (Topic<?, ?> topic : Topics.of(names, new TypesOnly()).all()) {
      if (topic.values() instanceof TypeOnly<?> values) {
        schemas.put(topic.name(), SpecificData.get().getSchema(values.type()));
      }
    }
    return schemas;
  }

  private static final class TypesOnly implements Topics.ValueSerdes {
    @Override
    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
      return new TypeOnly<>(type);
    }
  }

  /** Stands where a serde would, and knows the type of its records. */
  private record TypeOnly<T>(Class<T> type) implements Serde<T> {
    @Override
    public Serializer<T> serializer() {
      throw new UnsupportedOperationException("Only the type is known here: " + type);
    }

    @Override
    public Deserializer<T> deserializer() {
      throw new UnsupportedOperationException("Only the type is known here: " + type);
    }
  }
}
