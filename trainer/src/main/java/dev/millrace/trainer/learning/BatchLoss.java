package dev.millrace.trainer.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.HiddenStates;
import dev.millrace.model.llm.SegmentedPass;
import dev.millrace.model.llm.Segments;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.objective.BlockLoss;
import dev.millrace.trainer.objective.CountedPositions;
import dev.millrace.trainer.objective.LogitBlock;
import dev.millrace.trainer.objective.LossTerms;
import dev.millrace.trainer.objective.Objective;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From rows to a loss: one forward pass, then one block of logits after the other. */
final class BatchLoss {

  private final Decoder decoder;
  private final Objective objective;
  private final LearningContext context;
  private final @Nullable Segments segments;
  private final List<Integer> depths = new ArrayList<>();

  /**
   * @param segments gradient checkpointing, or null to keep the whole graph
   */
  BatchLoss(
      Decoder decoder, Objective objective, LearningContext context, @Nullable Segments segments) {
    this.segments = segments;
    this.decoder = decoder;
    this.objective = objective;
    this.context = context;
    int layers = decoder.config().layers();
    depths.add(layers);
    depths.addAll(objective.config().intermediateDepths(layers));
  }

  /**
   * @param temperature τ
   * @param whole what the means are over
   * @param training whether dropout applies
   * @param rootLogits gets the block of the root's children, if there is one
   */
  record Asked(
      double temperature,
      CountedPositions whole,
      boolean training,
      Consumer<LogitBlock> rootLogits) {}

  /**
   * @param total what is made small, scalar, with gradient
   * @param terms what it is made of
   * @param below lets gradients flow on to layers whose graph was not kept, after those of the
   *     total
   */
  record PartLoss(NDArray total, LossTerms terms, Consumer<GradientCollector> below) {}

  /**
   * The share of some rows in a micro-batch's loss.
   *
   * @param scratch owns what is made
   * @param batch has at least one counted place
   */
  PartLoss of(NDManager scratch, ResponseBatch batch, Asked asked) {
    ForwardRequest request =
        new ForwardRequest(batch.tokens(), batch.positions(), depths, asked.training());
    if (!asked.training() || segments == null) {
      return of(
          scratch, batch, asked, new States(decoder.forward(scratch, request), collector -> {}));
    }
    SegmentedPass pass = decoder.forwardInSegments(scratch, request, segments);
    return of(scratch, batch, asked, new States(pass.states(), pass::backward));
  }

  /**
   * @param hidden at the places
   * @param below see {@link PartLoss}
   */
  private record States(HiddenStates hidden, Consumer<GradientCollector> below) {}

  private PartLoss of(NDManager scratch, ResponseBatch batch, Asked asked, States states) {
    PlaceGroups groups = groups(batch);
    LogitBlocks blocks =
        new LogitBlocks(scratch, decoder, states.hidden(), new LogitBlocks.Depths(depths, groups));
    List<NDArray> totals = new ArrayList<>();
    LossTerms terms = LossTerms.ZERO;
    for (PlaceGroup group : groups.groups()) {
      LogitBlock block = blocks.block(group);
      if (group.isDense() && objective.config().insideTrie()) {
        asked.rootLogits().accept(block);
      }
      BlockLoss loss = objective.evaluate(scratch, block, asked.temperature(), asked.whole());
      totals.add(loss.total());
      terms = terms.plus(LossTerms.of(loss.terms()));
    }
    return new PartLoss(totals.stream().reduce(NDArray::add).orElseThrow(), terms, states.below());
  }

  private PlaceGroups groups(ResponseBatch batch) {
    if (!objective.config().insideTrie()) {
      return PlaceGroups.overVocabulary(
          batch,
          new PlaceGroups.Vocabulary(context.trie(), decoder.config().vocabularySize()),
          rewards());
    }
    return PlaceGroups.insideTrie(batch, context.trie(), rewards());
  }

  private PlaceGroups.@Nullable PlaceRewards rewards() {
    if (!objective.config().needsRewards()) {
      return null;
    }
    ItemRewards source = context.rewards();
    if (source == null) {
      throw new IllegalArgumentException(
          "The objective asks for collaborative rewards, but there is no collaborative model");
    }
    IdentityHashMap<LearningExample, float[][]> ofExample = new IdentityHashMap<>();
    return place -> ofExample.computeIfAbsent(place.example(), source::alongPath)[place.choice()];
  }
}
