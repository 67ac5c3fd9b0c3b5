package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.bench.BenchmarkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process takes, as Linux and the JDK's {@code jcmd} tell it.
 *
 * @param residentBytes its memory in RAM
 * @param heapBytes what a full collection left on its heap
 * @param threads its threads
 * @param handles its open files and sockets
 */
record ProcessFigures(long residentBytes, long heapBytes, long threads, long handles) {

  private static final Path PROC = Path.of("/proc");
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  /** References are cleared by one collection and what they held by the next. */
  private static final String COLLECT_AND_TELL = "GC.run\nGC.run\nGC.heap_info";

  private static final int ATTEMPTS = 3;
  private static final long KIBIBYTE = 1024;

  /** Whether this machine tells. */
  static boolean areKnown() {
    return Files.isDirectory(PROC.resolve("self/fd")) && Files.isExecutable(JCMD);
  }

  /**
   * Collects and measures.
   *
   * @throws BenchmarkException if the process is gone
   */
  static ProcessFigures of(ProcessHandle process) {
    Path folder = PROC.resolve(Long.toString(process.pid()));
    try (Stream<Path> handles = Files.list(folder.resolve("fd"))) {
      long heap = usedBytes(askPatiently(process.pid()));
      List<String> status = Files.readAllLines(folder.resolve("status"));
      return new ProcessFigures(
          number(status, "VmRSS:") * KIBIBYTE, heap, number(status, "Threads:"), handles.count());
    } catch (IOException e) {
      throw new BenchmarkException("Process " + process.pid() + " does not tell what it takes", e);
    }
  }

  private static long number(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Sum over the generations in what {@code GC.heap_info} answers. */
  static long usedBytes(String heapInfo) {
    return KIBIBYTE * USED.matcher(heapInfo).results().mapToLong(ProcessFigures::used).sum();
  }

  private static long used(MatchResult generation) {
    return Long.parseLong(generation.group(1));
  }

  /** A process that is busy may not let {@code jcmd} in at once. */
  private static String askPatiently(long pid) throws IOException {
    String answer = ask(pid);
    for (int attempt = 1; attempt < ATTEMPTS && !USED.matcher(answer).find(); attempt++) {
      answer = ask(pid);
    }
    if (!USED.matcher(answer).find()) {
      throw new IOException("jcmd answered: " + answer);
    }
    return answer;
  }

  private static String ask(long pid) throws IOException {
    Process jcmd =
        new ProcessBuilder(JCMD.toString(), Long.toString(pid), COLLECT_AND_TELL)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
