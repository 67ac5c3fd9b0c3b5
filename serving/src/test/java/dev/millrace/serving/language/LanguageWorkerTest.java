package dev.millrace.serving.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.llm.PromptScorer;
import dev.millrace.model.llm.PromptSession;
import dev.millrace.model.llm.TokenBlock;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.prompt.PromptTemplate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanguageWorkerTest {

  private final ItemDictionary names = new ItemDictionary();
  private final TitleFeed feed = new TitleFeed(names);
  private final Heard heard = new Heard();
  private final LanguageWorker<Job> worker = new LanguageWorker<>(heard, 0);
  private final BlockingQueue<String> freed = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void shouldGiveJobsBackAndGoOnWhenAModelFailsWithAnError() throws InterruptedException {
    Letters broken = new Letters();
    feed.put(TitledItem.of("a", "A"));
    broken.beforeEncoding(
        () -> {
          throw new NoClassDefFoundError("broken");
        });
    worker.swap(Role.CURRENT, model("one", broken, () -> freed.add("one")));
    worker.start();
    for (int window = 0; window < 2; window++) {
      worker.submit(List.of(new Job()));

      heard.failures.take();

      assertThat(worker.finished()).containsExactly(new Ranked<>(new Job(), null));
    }

    worker.close();

    assertThat(freed).containsExactly("one");
  }

  @Test
  void shouldGoOnWhenAModelCannotBeFreed() throws InterruptedException {
    worker.start();
    worker.swap(Role.CURRENT, model("one", new Letters(), LanguageWorkerTest::fail));
    assertThat(heard.swapped.take()).isEqualTo("one");
    worker.swap(Role.CURRENT, model("two", new Letters(), LanguageWorkerTest::fail));
    worker.swap(Role.VARIANT, model("variant", new Letters(), () -> freed.add("variant")));

    assertThat(List.of(heard.swapped.take(), heard.swapped.take()))
        .containsExactlyInAnyOrder("two", "variant");
    assertThat(worker.checkpointId(Role.CURRENT)).isEqualTo("two");
    assertThat(heard.failures).hasSize(1);

    worker.close();

    assertThat(heard.failures).hasSize(2);
    assertThat(freed).containsExactly("variant");
  }

  private static void fail() {
    throw new IllegalStateException("broken");
  }

  private LoadedModel model(String checkpointId, Letters tokenizer, Runnable closing) {
    Catalogue nothing = Catalogue.empty(names, new TitleEncoder(tokenizer));
    return new LoadedModel(
        checkpointId,
        new LanguageRanker(
            new NoScorer(),
            new PromptRenderer(PromptTemplate.compact(), new Letters(), new PromptLimits(20, 512)),
            nothing,
            new RankerOptions(1, 1, 1)),
        new FusionForm.Linear(0.5),
        TokenizedCatalogue.of("letters", feed.subscribe(), nothing),
        closing);
  }

  private record Job() implements RankingJob {

    @Override
    public Role role() {
      return Role.CURRENT;
    }

    @Override
    public ItemIds history() {
      return ItemIds.of();
    }

    @Override
    public List<ItemIds> excluded() {
      return List.of();
    }

    @Override
    public ItemIds proposed() {
      return ItemIds.of();
    }
  }

  /** Is not asked: models fail before. */
  private static final class NoScorer implements PromptScorer {

    @Override
    public PromptSession open(List<int[]> prompts) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TokenBlock block(int[] tokens) {
      throw new UnsupportedOperationException();
    }
  }

  /** What the worker told. */
  private static final class Heard implements LanguageWorker.Listener {

    private final BlockingQueue<String> swapped = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

    @Override
    public void ranked(int jobs, Duration time) {}

    @Override
    public void failed() {
      failures.add("failed");
    }

    @Override
    public void swapped(Role role, String checkpointId) {
      swapped.add(checkpointId);
    }
  }
}
