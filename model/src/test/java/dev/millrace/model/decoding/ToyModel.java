package dev.millrace.model.decoding;

import dev.millrace.model.llm.PromptScorer;
import dev.millrace.model.llm.PromptSession;
import dev.millrace.model.llm.TokenBlock;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A model whose logits are a table: each depends on everything before it and on nothing else. It
 * counts what it is asked for.
 */
final class ToyModel implements PromptScorer {

  private final long seed;
  private int sessions;
  private int passes;
  private int tokensFed;
  private int heads;
  private int openBlocks;

  ToyModel(long seed) {
    this.seed = seed;
  }

  /** The logit of a token behind others. */
  float logit(TokenIds before, int token) {
    long context = 31L * before.hashCode() + token;
    return (float) (3 * new Random(seed ^ (context * 0x9E3779B97F4A7C15L)).nextGaussian());
  }

  /** Prompts that were opened together count once. */
  int sessions() {
    return sessions;
  }

  /** Forward passes behind the prompts. */
  int passes() {
    return passes;
  }

  /** Tokens fed behind the prompts. */
  int tokensFed() {
    return tokensFed;
  }

  /** Logits that were computed. */
  int heads() {
    return heads;
  }

  /** Blocks that were made and not closed. */
  int openBlocks() {
    return openBlocks;
  }

  @Override
  public PromptSession open(List<int[]> prompts) {
    sessions++;
    return new Session(prompts);
  }

  @Override
  public TokenBlock block(int[] tokens) {
    openBlocks++;
    return new Block(tokens);
  }

  private final class Block implements TokenBlock {

    private final int[] tokens;

    Block(int[] tokens) {
      this.tokens = tokens.clone();
    }

    @Override
    public int size() {
      return tokens.length;
    }

    @Override
    public void close() {
      openBlocks--;
    }
  }

  private final class Session implements PromptSession {

    private final List<TokenIds> nodes = new ArrayList<>();
    private int firstOfLatest;

    Session(List<int[]> prompts) {
      prompts.forEach(prompt -> nodes.add(TokenIds.of(prompt)));
    }

    @Override
    public int append(int[] parents, int[] tokens) {
      passes++;
      tokensFed += tokens.length;
      firstOfLatest = nodes.size();
      for (int i = 0; i < tokens.length; i++) {
        nodes.add(nodes.get(parents[i]).plus(tokens[i]));
      }
      return firstOfLatest;
    }

    @Override
    public float[][] logits(int[] ofNodes, int[][] tokens) {
      float[][] logits = new float[ofNodes.length][];
      for (int i = 0; i < ofNodes.length; i++) {
        logits[i] = logits(ofNodes[i], tokens[i]);
      }
      return logits;
    }

    @Override
    public float[][] logits(int[] ofNodes, TokenBlock tokens) {
      int[][] same = new int[ofNodes.length][];
      Arrays.fill(same, ((Block) tokens).tokens);
      return logits(ofNodes, same);
    }

    @Override
    public void close() {}

    private float[] logits(int node, int[] tokens) {
      if (node < firstOfLatest) {
        throw new IllegalArgumentException("Node " + node + " is not of the latest step");
      }
      heads += tokens.length;
      float[] logits = new float[tokens.length];
      for (int i = 0; i < tokens.length; i++) {
        logits[i] = logit(nodes.get(node), tokens[i]);
      }
      return logits;
    }
  }
}
