package dev.millrace.serving;

import dev.millrace.avro.RecommendationRequest;
import dev.millrace.contract.Topics;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.contract.trace.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads requests for lists. */
final class RequestReader {

  private final RecordReader<RecommendationRequest> reader;
  private final ListSettings settings;
  private final Tracing tracing;

  RequestReader(Topics topics, ListSettings settings, Tracing tracing) {
    this.reader =
        new RecordReader<>(topics.recommendationRequests(), RecommendationRequest::getUserId);
    this.settings = settings;
    this.tracing = tracing;
  }

  String topic() {
    return reader.topic().name();
  }

  /**
   * What a record asks for.
   *
   * @throws InvalidRecordException if it cannot be answered
   */
  Demand.Request read(ConsumerRecord<byte[], byte[]> record) {
    RecordReader.Entry<RecommendationRequest> entry = reader.read(record);
    RecommendationRequest request = entry.value();
    if (request == null) {
      throw new InvalidRecordException("A request is not null, but was");
    }
    return new Demand.Request(
        new UserKey(record.partition(), entry.key()),
        ListCause.request(record, request.getCorrelationId(), tracing.received(record.headers())),
        ListQuery.of(request, settings));
  }
}
