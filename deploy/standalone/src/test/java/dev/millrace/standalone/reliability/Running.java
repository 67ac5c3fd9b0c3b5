package dev.millrace.standalone.reliability;

/** A pipeline with its two processes running and something to send to it. */
final class Running implements AutoCloseable {

  private final Pipeline pipeline;
  private final Publisher publisher;
  private final Victim streams;
  private final Victim serving;

  private Running(Pipeline pipeline, Publisher publisher, Victim streams, Victim serving) {
    this.pipeline = pipeline;
    this.publisher = publisher;
    this.streams = streams;
    this.serving = serving;
  }

  /** Sends the catalogue and starts the processes. */
  static Running start(Pipeline pipeline, Workload workload, TopicProbe probe) {
    Publisher publisher = new Publisher(pipeline);
    publisher.sendAll(workload.items());
    return new Running(
        pipeline,
        publisher,
        new Victim(pipeline.startStreams(), pipeline.group("sequences"), probe),
        new Victim(pipeline.startServing(), pipeline.group("serving"), probe));
  }

  Pipeline pipeline() {
    return pipeline;
  }

  Publisher publisher() {
    return publisher;
  }

  Victim streams() {
    return streams;
  }

  Victim serving() {
    return serving;
  }

  MillraceProcess[] processes() {
    return new MillraceProcess[] {streams.process(), serving.process()};
  }

  @Override
  public void close() {
    streams.close();
    serving.close();
    publisher.close();
  }
}
