package dev.millrace.standalone.dlq;

import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.registry.SchemaRegistryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A dead letter in lines for people. */
public final class LetterText {

  /** They are told otherwise. */
  private static final Set<String> TOLD =
      Set.of(
          DeadLetters.EXCEPTION,
          DeadLetters.MESSAGE,
          DeadLetters.TOPIC,
          DeadLetters.PARTITION,
          DeadLetters.OFFSET,
          DeadLetters.OMITTED,
          DeadLetters.STACKTRACE);

  private final Map<String, Topic<?, ?>> topics;

  /**
   * @param topics whose serdes decode what can be decoded
   */
  public LetterText(Topics topics) {
    this.topics = topics.all().stream().collect(Collectors.toMap(Topic::name, topic -> topic));
  }

  /**
   * The lines.
   *
   * @param stackTrace whether to print it, too
   */
  public List<String> lines(DeadLetter letter, boolean stackTrace) {
    List<String> lines = new ArrayList<>();
    lines.add("letter    " + letter.position());
    lines.add("arrived   " + letter.arrived());
    lines.add("came from " + cameFrom(letter));
    lines.add("error     " + letter.reason().exception());
    lines.add("message   " + letter.reason().message());
    lines.add("replayed  " + (letter.replayed() ? "yes" : "no"));
    for (Header header : letter.record().headers()) {
      if (!TOLD.contains(header.key())) {
        lines.add("header    " + header.key() + " = " + text(header.value()));
      }
    }
    lines.add("key       " + text(letter.record().key()));
    lines.addAll(value(letter));
    if (stackTrace) {
      Header trace = letter.record().headers().lastHeader(DeadLetters.STACKTRACE);
      text(trace == null ? null : trace.value()).lines().forEach(lines::add);
    }
    return lines;
  }

  private static String cameFrom(DeadLetter letter) {
    return letter.reason().offset() < 0
        ? letter.origin() + ", partition and offset unknown"
        : "%s-%d@%d"
            .formatted(
                letter.reason().topic(), letter.reason().partition(), letter.reason().offset());
  }

  private List<String> value(DeadLetter letter) {
    OptionalLong omitted = DeadLetters.omittedBytes(letter.record().headers());
    if (omitted.isPresent()) {
      return List.of(
          "value     left out, %,d bytes with the reason are too many; the record lies at %s as long as its topic keeps it"
              .formatted(omitted.getAsLong(), cameFrom(letter)));
    }
    byte[] bytes = letter.record().value();
    if (bytes == null) {
      return List.of("value     null");
    }
    try {
      return List.of("value     " + decoded(letter.origin(), bytes));
    } catch (SerializationException | SchemaRegistryException undecodable) {
      List<String> lines = new ArrayList<>();
      lines.add("value     cannot be decoded: " + undecodable.getMessage());
      lines.addAll(HexDump.lines(bytes));
      return lines;
    }
  }

  private @Nullable Object decoded(String topic, byte[] bytes) {
    Topic<?, ?> known = topics.get(topic);
    if (known == null) {
      throw new SerializationException("topic %s is not configured".formatted(topic));
    }
    return known.values().deserializer().deserialize(topic, bytes);
  }

  /** As text where it is some, else in hexadecimal digits. */
  private static String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "null";
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean printable = text.codePoints().noneMatch(LetterText::isControl);
      return printable ? text : HexDump.digits(bytes);
    } catch (CharacterCodingException notText) {
      return HexDump.digits(bytes);
    }
  }

  private static boolean isControl(int character) {
    return Character.isISOControl(character) && !Character.isWhitespace(character);
  }
}
