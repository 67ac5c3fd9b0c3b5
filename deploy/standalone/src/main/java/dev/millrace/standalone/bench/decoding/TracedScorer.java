package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.PromptScorer;
import dev.millrace.model.llm.PromptSession;
import dev.millrace.model.llm.TokenBlock;
import java.util.List;

/** Notes what decoding asks of a model, and how long each kind of call takes. */
final class TracedScorer implements PromptScorer {

  private final Decoder decoder;
  private SearchTrace trace;

  TracedScorer(Decoder decoder) {
    this.decoder = decoder;
    this.trace = new SearchTrace(decoder.config());
  }

  /** What came since the last call. */
  SearchTrace takeTrace() {
    SearchTrace taken = trace;
    trace = new SearchTrace(decoder.config());
    return taken;
  }

  @Override
  public PromptSession open(List<int[]> prompts) {
    long start = System.nanoTime();
    PromptSession session = decoder.open(prompts);
    trace.prefilled(
        prompts.stream().mapToInt(prompt -> prompt.length).toArray(), System.nanoTime() - start);
    return new TracedSession(session, trace);
  }

  @Override
  public TokenBlock block(int[] tokens) {
    return decoder.block(tokens);
  }

  /** Notes and passes on. */
  private record TracedSession(PromptSession session, SearchTrace trace) implements PromptSession {

    @Override
    public int append(int[] parents, int[] tokens) {
      long start = System.nanoTime();
      int first = session.append(parents, tokens);
      trace.appended(parents, System.nanoTime() - start);
      return first;
    }

    @Override
    public float[][] logits(int[] nodes, int[][] tokens) {
      long start = System.nanoTime();
      float[][] logits = session.logits(nodes, tokens);
      trace.scored(tokens, System.nanoTime() - start);
      return logits;
    }

    @Override
    public float[][] logits(int[] nodes, TokenBlock tokens) {
      long start = System.nanoTime();
      float[][] logits = session.logits(nodes, tokens);
      trace.scored(nodes.length, tokens.size(), System.nanoTime() - start);
      return logits;
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
