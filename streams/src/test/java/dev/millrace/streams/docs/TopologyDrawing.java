package dev.millrace.streams.docs;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** Draws a topology as a Mermaid flow chart: topics, processors, stores and what flows between. */
final class TopologyDrawing {

  private final Set<String> lines = new LinkedHashSet<>();

  private TopologyDrawing() {}

  static String of(TopologyDescription topology) {
    TopologyDrawing drawing = new TopologyDrawing();
    topology.subtopologies().forEach(drawing::subtopology);
    topology.globalStores().forEach(drawing::globalStore);
    return "flowchart LR\n" + String.join("\n", drawing.lines) + "\n";
  }

  private void subtopology(Subtopology part) {
    lines.add("  subgraph part" + part.id() + "[\"sub-topology " + part.id() + "\"]");
    part.nodes().stream().filter(Processor.class::isInstance).forEach(this::box);
    lines.add("  end");
    part.nodes().forEach(this::arrows);
  }

  private void globalStore(GlobalStore part) {
    box(part.processor());
    lines.add(
        "  " + topic(part.source().topicSet().iterator().next()) + " --> " + id(part.processor()));
    stores(part.processor());
  }

  private void box(Node node) {
    lines.add("    " + id(node) + "[\"" + node.name() + "\"]");
  }

  private void arrows(Node node) {
    if (node instanceof Source source && source.topicSet() != null) {
      source.topicSet().forEach(name -> toSuccessors(topic(name), node));
    } else if (node instanceof Sink sink) {
      node.predecessors().forEach(before -> arrow(id(before), topic(sink.topic())));
    } else if (node instanceof Processor processor) {
      toSuccessors(id(node), node);
      stores(processor);
    }
  }

  private void toSuccessors(String from, Node node) {
    node.successors().stream()
        .filter(Processor.class::isInstance)
        .forEach(after -> arrow(from, id(after)));
  }

  private void stores(Processor processor) {
    processor.stores().forEach(store -> lines.add("  " + id(processor) + " <--> " + store(store)));
  }

  private void arrow(String from, String to) {
    lines.add("  " + from + " --> " + to);
  }

  private static String topic(String name) {
    return "topic-" + name + "([" + name + "])";
  }

  private static String store(String name) {
    return "store-" + name + "[(" + name + ")]";
  }

  private static String id(Node node) {
    return "node-" + node.name();
  }
}
