package dev.millrace.standalone.cli;

import dev.millrace.standalone.config.LoadedConfig;
import java.io.PrintWriter;

/** Prints, at the start of what runs for long, the configuration that it runs with. */
final class EffectiveConfiguration {

  private EffectiveConfiguration() {}

  static void print(LoadedConfig loaded, PrintWriter err) {
    err.println("Effective configuration:");
    loaded.effective().lines().forEach(line -> err.println("  " + line));
    err.flush();
  }
}
