package dev.millrace.contract.serde;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The schemas that the generated records have. */
public final class BuiltInSchemas {

  /** Says in the schema that strings become java.lang.String; it means nothing to other readers. */
  private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

  private BuiltInSchemas() {}

  /** Schema of the values of each topic, by the topic's name, in the order of the pipeline. */
  public static Map<String, Schema> of(TopicNames names) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (Topic<?, ?> topic : Topics.of(names, new TypesOnly()).all()) {
      if (topic.values() instanceof TypeOnly<?> values) {
        schemas.put(topic.name(), SpecificData.get().getSchema(values.type()));
      }
    }
    return Collections.unmodifiableMap(schemas);
  }

  /** A schema as writers register it and others should see it: without hints for Java. */
  public static String json(Schema schema) {
    return schema.toString().replace(JAVA_STRING, "\"string\"");
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
