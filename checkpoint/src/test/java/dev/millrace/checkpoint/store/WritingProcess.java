package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.support.SampleRun;
import java.io.IOException;
import java.nio.file.Path;

/** A process that writes checkpoints until it is killed, a line for each that is published. */
final class WritingProcess {

  private WritingProcess() {}

  /**
   * @param arguments directory of the store, first step
   */
  public static void main(String[] arguments) throws IOException {
    try (FileStore store = FileStore.open(Path.of(arguments[0]))) {
      CheckpointWriter writer = new CheckpointWriter(store);
      for (long step = Long.parseLong(arguments[1]); true; step++) {
        RunRecord record = SampleRun.record(step);
        System.out.println(writer.write(record, SampleRun.parts(step)).reference().id());
      }
    }
  }

  /** Starts one that writes its lines to a file. */
  static Process start(Path store, long firstStep, Path lines) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            WritingProcess.class.getName(),
            store.toString(),
            Long.toString(firstStep))
        .redirectOutput(lines.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
