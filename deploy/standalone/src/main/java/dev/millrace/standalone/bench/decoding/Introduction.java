package dev.millrace.standalone.bench.decoding;

import ai.djl.ndarray.NDArray;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.llm.Decoder;
import java.io.PrintWriter;
import java.util.Objects;

/** Says what is measured. */
record Introduction(DecodeData data, DecodeSettings settings) {

  void print(PrintWriter out, Workload workload, Decoder model) {
    CatalogueTrie trie = workload.catalogue().trie();
    out.printf(
        "catalogue  %s%n           %,d items, %,d titles of %.1f tokens, %,d first tokens%n",
        data.source(),
        trie.items(),
        trie.leaves(),
        titleTokens(trie),
        trie.childCount(CatalogueTrie.ROOT));
    out.printf(
        "model      %d layers, width %d, %,d tokens, %,d parameters, %s on %s%n",
        model.config().layers(),
        model.config().hiddenSize(),
        model.config().vocabularySize(),
        model.weights().values().stream().mapToLong(NDArray::size).sum(),
        settings.device().precision(),
        settings.device().device());
    out.printf(
        "prompts    %,d of %.1f tokens; beam and list %d; OMP_NUM_THREADS %s%n",
        workload.prompts().size(),
        workload.prompts().stream().mapToInt(prompt -> prompt.size()).average().orElseThrow(),
        settings.beam(),
        Objects.requireNonNullElse(System.getenv("OMP_NUM_THREADS"), "not set"));
    out.flush();
  }

  private static double titleTokens(CatalogueTrie trie) {
    double[] tokens = new double[trie.nodes()];
    trie.sumUnderNodes(item -> 1.0, tokens);
    double total = 0;
    for (int node = CatalogueTrie.ROOT + 1; node < trie.nodes(); node++) {
      total += tokens[node];
    }
    return total / trie.items();
  }
}
