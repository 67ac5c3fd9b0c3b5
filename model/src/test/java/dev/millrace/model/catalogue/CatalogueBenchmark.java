package dev.millrace.model.catalogue;

import com.sun.management.OperatingSystemMXBean;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.tokenizer.BytePairOptions;
import dev.millrace.model.tokenizer.BytePairTrainer;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.model.tokenizer.TokenizerWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A catalogue of a million invented titles: seconds to learn the tokenizer, to build and to change
 * the catalogue, and the memory of it. Run with {@link #main}.
 */
public final class CatalogueBenchmark {

  private static final int ITEMS = 1_000_000;
  private static final int WORDS = 60_000;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Random random = new Random(42);
  private final List<String> words =
      Stream.generate(() -> word(random)).limit(WORDS).distinct().toList();

  private double cpuBefore;

  private CatalogueBenchmark() {}

  /**
   * Prints the figures.
   *
   * @throws IOException if the tokenizer cannot be written
   */
  public static void main(String[] args) throws IOException {
    new CatalogueBenchmark().run(Files.createTempDirectory("catalogue-benchmark"));
  }

  private void run(Path directory) throws IOException {
    long start = System.nanoTime();
    TokenizerWriter.write(
        BytePairTrainer.train(
            titles(100_000).map(TitledItem::title).toList(), BytePairOptions.ofSize(8_000)),
        directory);
    print("tokenizer of 8,000 tokens from 100,000 titles", start);
    try (JsonTokenizer tokenizer = JsonTokenizer.load(directory)) {
      start = System.nanoTime();
      Catalogue empty = Catalogue.empty(new ItemDictionary(), new TitleEncoder(tokenizer));
      Catalogue catalogue = empty.with(new Items(ITEMS), List.of());
      print("catalogue of 1,000,000 titles, tokenization included", start);
      printMemory(catalogue);
      start = System.nanoTime();
      Catalogue changed = catalogue.with(new Items(1_000), List.of());
      print("1,000 titles changed", start);
      start = System.nanoTime();
      double[] sums = new double[changed.trie().nodes()];
      changed.trie().sumUnderNodes(item -> 1, sums);
      print("sums under all nodes", start);
    }
  }

  private Stream<TitledItem> titles(int count) {
    return IntStream.range(0, count).mapToObj(i -> TitledItem.of("item-" + i, title()));
  }

  /** Two to eight words, the frequent ones as frequent as in a language. */
  private String title() {
    return IntStream.rangeClosed(0, 1 + random.nextInt(7))
        .mapToObj(i -> words.get((int) Math.pow(words.size(), random.nextDouble())))
        .collect(Collectors.joining(" "));
  }

  private static String word(Random random) {
    return random
        .ints(2 + random.nextInt(7), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private void print(String what, long start) {
    double cpu = SYSTEM.getProcessCpuTime() / 1e9;
    System.out.printf(
        "%-60s %8.2f s, %8.2f s of processor%n",
        what, (System.nanoTime() - start) / 1e9, cpu - cpuBefore);
    cpuBefore = cpu;
  }

  private static void printMemory(Catalogue catalogue) throws IOException {
    CatalogueTrie trie = catalogue.trie();
    System.out.printf(
        "%d items, %d leaves, %d nodes, %d first tokens; trie %.1f MB%n",
        trie.items(),
        trie.leaves(),
        trie.nodes(),
        trie.childCount(CatalogueTrie.ROOT),
        trie.bytes() / 1e6);
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
          .forEach(System.out::println);
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "heap in use afterwards %.1f MB of at most %.1f MB%n",
        (runtime.totalMemory() - runtime.freeMemory()) / 1e6, runtime.maxMemory() / 1e6);
  }

  /** Made as they are read, so that no list of them takes part in the memory. */
  private final class Items implements Iterable<TitledItem> {

    private final int count;

    Items(int count) {
      this.count = count;
    }

    @Override
    public Iterator<TitledItem> iterator() {
      return titles(count).iterator();
    }
  }
}
