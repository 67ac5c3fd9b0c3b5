package dev.millrace.standalone.bench.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Item;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SwapBenchTest {

  @Test
  void shouldGiveTheMemoryOfTheOldModelBackWhenModelsAreSwapped() {
    List<Item> items =
        IntStream.range(0, 200)
            .mapToObj(i -> new Item("i" + i, "title " + i % 20 + " of " + i, List.of(), true))
            .toList();
    StringWriter out = new StringWriter();

    boolean flat =
        new SwapBench(
                new DecodeData("titles", items, List.of()),
                new InitialModel(ModelSize.SMALL, 400, 1),
                new PrintWriter(out))
            .run(16);

    assertThat(flat).as(out.toString()).isTrue();
    assertThat(out.toString()).contains("least RSS").contains(": flat");
  }
}
