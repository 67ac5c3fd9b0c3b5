package dev.millrace.standalone.cli;

import dev.millrace.model.inspect.AdapterSummary;
import dev.millrace.model.inspect.Architecture;
import dev.millrace.model.inspect.Finding;
import dev.millrace.model.inspect.MemoryNeed;
import dev.millrace.model.inspect.ModelReport;
import dev.millrace.model.inspect.ParameterCount;
import dev.millrace.model.inspect.StoredWeights;
import dev.millrace.model.inspect.TokenizerSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A model's report as lines for people. */
final class ModelReportText {

  private final ModelReport report;
  private final List<String> lines = new ArrayList<>();

  ModelReportText(ModelReport report) {
    this.report = report;
  }

  List<String> lines() {
    lines.clear();
    lines.add(report.directory());
    add(report.architecture());
    add(report.parameters());
    add(report.adapter());
    add(report.weights());
    add(report.memory());
    add(report.tokenizer());
    lines.add("");
    report.findings().forEach(this::add);
    return List.copyOf(lines);
  }

  private void add(@Nullable Architecture architecture) {
    if (architecture != null) {
      line(
          "architecture",
          "%s, %d layers of %,d, feed-forward %,d, %s head",
          architecture.family(),
          architecture.layers(),
          architecture.hiddenSize(),
          architecture.intermediateSize(),
          architecture.tiedHead() ? "tied" : "untied");
      line("attention", "%s", attention(architecture));
      line("positions", "%s, context %,d tokens", rope(architecture), architecture.context());
    }
  }

  private static String attention(Architecture architecture) {
    StringBuilder text =
        new StringBuilder(
            text(
                "%d heads of %d, keys and values in %d",
                architecture.heads(), architecture.headSize(), architecture.keyValueHeads()));
    text.append(architecture.inputBias() ? ", with bias" : "");
    text.append(architecture.queryKeyNorm() ? ", queries and keys normalised" : "");
    if (architecture.windowedLayers() > 0) {
      text.append(
          text(
              ", sliding window of %d in %d layers",
              architecture.window(), architecture.windowedLayers()));
    }
    return text.toString();
  }

  private static String rope(Architecture architecture) {
    Architecture.Rope rope = architecture.rope();
    String plain = text("RoPE of base %,.0f", rope.theta());
    return rope.factor() == null
        ? plain
        : text("%s, %s scaling by %s", plain, rope.scaling(), rope.factor());
  }

  private void add(@Nullable ParameterCount count) {
    if (count != null) {
      line(
          "parameters",
          "%,d: embedding %,d, attention %,d, feed-forward %,d, norms %,d, head %,d",
          count.total(),
          count.embedding(),
          count.attention(),
          count.feedForward(),
          count.norms(),
          count.head());
    }
  }

  private void add(@Nullable AdapterSummary adapter) {
    if (adapter != null) {
      line(
          "adapter",
          "LoRA of rank %d, scale %.4g%s, dropout %s, on %s",
          adapter.rank(),
          adapter.scale(),
          adapter.rankStabilized() ? " (rank-stabilised)" : "",
          adapter.dropout(),
          adapter.targets());
    }
  }

  private void add(@Nullable StoredWeights weights) {
    if (weights != null) {
      line(
          "weights",
          "%d tensors, %s, %s in %s",
          weights.tensors(),
          weights.types(),
          bytes(weights.bytes()),
          weights.files().size() == 1 ? weights.files().get(0) : weights.files().size() + " files");
    }
  }

  private void add(@Nullable MemoryNeed memory) {
    if (memory != null) {
      line(
          "memory",
          "float32 %s and %s a token, bfloat16 %s and %s a token",
          bytes(memory.weightsFloat32()),
          bytes(memory.tokenFloat32()),
          bytes(memory.weightsBfloat16()),
          bytes(memory.tokenBfloat16()));
    }
  }

  private void add(@Nullable TokenizerSummary tokenizer) {
    if (tokenizer != null) {
      line(
          "tokenizer",
          "%,d tokens; beginning %s, end %s, padding %s",
          tokenizer.vocabularySize(),
          special(tokenizer.beginning()),
          special(tokenizer.end()),
          special(tokenizer.padding()));
    }
  }

  private static String special(TokenizerSummary.@Nullable Special token) {
    return token == null ? "none" : text("%s (%d)", token.spelling(), token.id());
  }

  private void add(Finding finding) {
    lines.add(
        text(
            "%-8s %s: %s",
            finding.level().name().toLowerCase(Locale.ROOT), finding.check(), finding.text()));
  }

  private void line(String name, String format, @Nullable Object... arguments) {
    lines.add(text("  %-13s ", name) + text(format, arguments));
  }

  /** In powers of a thousand, three digits. */
  private static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : text("%.3g %s", value, units[unit]);
  }

  private static String text(String format, @Nullable Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
