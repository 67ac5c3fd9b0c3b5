package dev.millrace.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A page with the course of a run: one file, no script, nothing fetched. */
public final class DemoReport {

  private DemoReport() {}

  /**
   * Writes the page.
   *
   * @param points the course, in order
   * @param summary the closing lines
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, List<ScorePoint> points, List<String> summary) {
    try {
      Files.writeString(file, page(points, summary));
    } catch (IOException e) {
      throw new UncheckedIOException("The report " + file + " could not be written", e);
    }
  }

  private static String page(List<ScorePoint> points, List<String> summary) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Millrace demo</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:50rem;padding:0 1rem}
        pre{background:#f4f4f4;padding:1rem;overflow-x:auto}polyline{fill:none;stroke-width:2.5}
        text{font-size:13px}line{stroke:#ccc}</style></head><body>
        <h1>Millrace demo</h1>
        <p>Each interaction is judged against the list that was being served before it arrived; figures are over all so far.</p>
        <h2>HR@10 of what was served, and of popularity</h2>
        %s
        %s
        <pre>%s</pre>
        </body></html>
        """
        .formatted(
            new Plot(points, ScorePoint::hitRates).svg("HR@10 over the interactions judged"),
            refined(points),
            escape(String.join("\n", summary)));
  }

  private static String refined(List<ScorePoint> points) {
    Plot plot = new Plot(points, ScorePoint::ndcgs);
    return plot.isEmpty()
        ? ""
        : "<h2>NDCG@10 of each model, where the list shown was a refined one</h2>\n"
            + plot.svg("NDCG@10 of each model over the interactions judged");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
