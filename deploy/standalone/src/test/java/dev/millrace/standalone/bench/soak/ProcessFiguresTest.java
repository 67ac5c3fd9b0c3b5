package dev.millrace.standalone.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

  @Test
  void shouldAddTheGenerationsUp() {
    String serial =
        """
        4711:
         def new generation   total 118016K, used 2099K [0x00000000e8000000, 0x0000000100000000)
          eden space 104960K,   2% used [0x00000000e8000000, 0x00000000e820cfd8)
         tenured generation   total 262144K, used 5000K [0x00000000d8000000, 0x00000000e8000000)
         Metaspace       used 177K, committed 384K, reserved 1114112K
        """;
    String regions =
        """
        4711:
         garbage-first heap   total 253952K, used 1024K [0x0000000703c00000, 0x0000000800000000)
          region size 2048K, 1 young (2048K), 0 survivors (0K)
        """;

    assertThat(ProcessFigures.usedBytes(serial)).isEqualTo((2099 + 5000) * 1024L);
    assertThat(ProcessFigures.usedBytes(regions)).isEqualTo(1024 * 1024L);
  }

  /** Another process: a native library in this one may have taken the signal that jcmd sends. */
  @Test
  void shouldTellWhatAProcessTakes() throws IOException {
    assumeTrue(ProcessFigures.areKnown(), "needs Linux and a JDK");
    Process process = start(Waiting.class);
    try {
      assertThat(process.getInputStream().read()).isPositive();

      ProcessFigures figures = ProcessFigures.of(process.toHandle());

      assertThat(figures.heapBytes()).isPositive().isLessThan(figures.residentBytes());
      assertThat(figures.threads()).isGreaterThan(1);
      assertThat(figures.handles()).isGreaterThan(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Class<?> main) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName())
        .start();
  }

  /** Says that it runs, and waits to be stopped. */
  static final class Waiting {

    private Waiting() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("running");
      new CountDownLatch(1).await();
    }
  }
}
