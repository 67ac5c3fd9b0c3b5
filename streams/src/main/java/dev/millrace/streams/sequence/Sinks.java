package dev.millrace.streams.sequence;

/** Names of the sinks that the sequence processors forward to. */
final class Sinks {

  static final String ACCEPTED = "emit-accepted-interactions";
  static final String EXAMPLES = "emit-training-examples";
  static final String SEQUENCES = "emit-user-sequences";

  private Sinks() {}
}
