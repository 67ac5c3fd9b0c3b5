package dev.millrace.standalone.bench.training;

import dev.millrace.standalone.bench.BenchmarkException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The other end of a {@link Worker}. It lives no longer than this process. */
final class WorkerProcess implements AutoCloseable {

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;

  private WorkerProcess(Process process) {
    this.process = process;
    this.questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a process and waits until it is ready. */
  static WorkerProcess start(WorkerTask task) {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName(),
            task.toJson());
    try {
      WorkerProcess worker =
          new WorkerProcess(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
      worker.read();
      return worker;
    } catch (IOException e) {
      throw new BenchmarkException("A process for a variant did not start", e);
    }
  }

  /** What a {@link Worker} answers, as numbers. */
  long[] ask(String question) {
    try {
      questions.write(question + "\n");
      questions.flush();
      return Stream.of(read().split(" ")).mapToLong(Long::parseLong).toArray();
    } catch (IOException e) {
      throw new BenchmarkException("A variant's process is gone; its messages are above", e);
    }
  }

  private String read() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new BenchmarkException("A variant's process is gone; its messages are above");
    }
    return line;
  }

  /** Ends standard input, which ends the process, and waits for that. */
  @Override
  public void close() {
    try {
      questions.close();
      process.waitFor();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
