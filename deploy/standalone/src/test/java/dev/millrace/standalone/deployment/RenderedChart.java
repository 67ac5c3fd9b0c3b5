package dev.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import dev.millrace.standalone.config.ConfigLoader;
import dev.millrace.standalone.config.MillraceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Helm makes of the chart, as release {@code shop} in the namespace {@code recommend}. */
record RenderedChart(List<JsonNode> objects) {

  /** From the module's folder, where tests run. */
  static final Path CHART = Path.of("../helm/millrace").toAbsolutePath().normalize();

  private static final String KUBERNETES = "1.30.0";
  private static final ObjectReader YAML = new YAMLMapper().readerFor(JsonNode.class);

  static TemplateCommand template() {
    return new Helm(CHART)
        .template()
        .withKubeVersion(KUBERNETES)
        .withName("shop")
        .withNamespace("recommend");
  }

  /** A file beside the chart. */
  static Path values(String name) {
    return CHART.resolveSibling("values").resolve(name + ".yaml");
  }

  /**
   * @param values names of files beside the chart, the later over the earlier
   */
  static RenderedChart of(String... values) {
    TemplateCommand template = template();
    for (String name : values) {
      template.withValuesFile(values(name));
    }
    return of(template);
  }

  /**
   * @param template with its values
   */
  static RenderedChart of(TemplateCommand template) {
    String documents = template.call();
    List<JsonNode> objects = new ArrayList<>();
    try {
      YAML.<JsonNode>readValues(documents)
          .forEachRemaining(
              object -> {
                if (object.isObject()) {
                  objects.add(object);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RenderedChart(List.copyOf(objects));
  }

  /** The only object of a kind and name. */
  JsonNode object(String kind, String name) {
    List<JsonNode> found =
        objects.stream()
            .filter(object -> object.at("/kind").textValue().equals(kind))
            .filter(object -> object.at("/metadata/name").textValue().equals(name))
            .toList();
    assertThat(found).as(kind + " " + name).hasSize(1);
    return found.get(0);
  }

  /** The specifications of all pods. */
  List<JsonNode> pods() {
    return objects.stream()
        .map(object -> object.at("/spec/template/spec"))
        .filter(JsonNode::isObject)
        .toList();
  }

  /** The configuration that the first pod of streams reads, with its name and its secrets. */
  MillraceConfig configuration(Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("millrace.yaml"),
            object("ConfigMap", "shop")
                .at("/data/millrace.yaml")
                .textValue()
                .replace("${env:POD_NAME}", "shop-streams-0")
                .replaceAll("\\$\\{directory:[^}]*}", "from-a-secret"));
    return ConfigLoader.load(List.of(file), List.of()).config();
  }
}
