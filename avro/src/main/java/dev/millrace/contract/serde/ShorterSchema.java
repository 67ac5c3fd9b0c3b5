package dev.millrace.contract.serde;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A record's schema without some of its last fields. Those that stay keep their positions, by which
 * generated classes are filled.
 */
final class ShorterSchema {

  private final Set<String> unused;

  private ShorterSchema(Set<String> paths) {
    this.unused = new HashSet<>(paths);
  }

  /**
   * @param paths fields to leave out, those of records in arrays behind the array's name and a dot
   * @throws IllegalArgumentException if a path names no field, or one that others follow
   */
  static Schema of(Schema record, Set<String> paths) {
    ShorterSchema shorter = new ShorterSchema(paths);
    Schema result = shorter.record(record, "");
    if (!shorter.unused.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no fields %s".formatted(record.getName(), shorter.unused));
    }
    return result;
  }

  private Schema record(Schema full, String prefix) {
    List<Schema.Field> kept = new ArrayList<>();
    for (Schema.Field field : full.getFields()) {
      String path = prefix + field.name();
      if (!unused.remove(path)) {
        requireAllBefore(full, field, kept.size());
        kept.add(new Schema.Field(field, type(field.schema(), path + ".")));
      }
    }
    return Schema.createRecord(
        full.getName(), full.getDoc(), full.getNamespace(), full.isError(), kept);
  }

  private Schema type(Schema full, String prefix) {
    boolean concerned = unused.stream().anyMatch(path -> path.startsWith(prefix));
    return concerned && full.getType() == Schema.Type.ARRAY
        ? Schema.createArray(record(full.getElementType(), prefix))
        : full;
  }

  private static void requireAllBefore(Schema record, Schema.Field field, int kept) {
    if (field.pos() != kept) {
      throw new IllegalArgumentException(
          "Only the last fields of %s can be left out, but %s follows"
              .formatted(record.getName(), field.name()));
    }
  }
}
