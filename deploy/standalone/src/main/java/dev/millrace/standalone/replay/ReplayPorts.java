package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/** What a replay needs of the world around it. */
interface ReplayPorts {

  /** A producer of items, closed by the caller. */
  Producer<String, Item> items();

  /** A producer of interactions, closed by the caller. */
  Producer<String, Interaction> interactions();

  /** What people can see from now on, closed by the caller. */
  ServedLists servedLists();

  /** Which cluster this is, so that progress on one is not taken for progress on another. */
  String clusterId();

  /**
   * Makes sure that topics exist: waiting for one that nobody creates would look like a slow
   * broker.
   *
   * @throws ReplayFailedException naming a topic that does not
   */
  void requireTopics(List<String> names);

  Ticker ticker();
}
