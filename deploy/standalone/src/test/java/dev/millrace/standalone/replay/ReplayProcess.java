package dev.millrace.standalone.replay;

import dev.millrace.standalone.data.DataFiles;
import dev.millrace.standalone.data.FileEventSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A replay in a process of its own, to be killed. */
final class ReplayProcess {

  private ReplayProcess() {}

  /** Starts one; the arguments are those of {@link #main}. */
  static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.add(ReplayProcess.class.getName());
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * @param arguments bootstrap servers, registry, topic prefix, data folder, progress folder
   */
  public static void main(String[] arguments) {
    ReplayedTopics topics = new ReplayedTopics(arguments[0], arguments[1], arguments[2]);
    new Replayer(topics.target(Path.of(arguments[4])))
        .run(
            new FileEventSource(DataFiles.in(Path.of(arguments[3]))),
            ReplaySettings.all(new Pacing.Rate(1_000)),
            progress -> {});
  }
}
