package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {

  @Test
  void shouldReadBackWhatIsOpenFromTheMetadataOfAnOffset() {
    OpenRequests open = OpenRequests.none().with(at(30)).with(at(7)).with(at(8));

    assertThat(open.metadata()).isEqualTo("to-refine 7 1 22");
    assertThat(OpenRequests.offsets(open.metadata())).containsExactly(7L, 8L, 30L);
    assertThat(OpenRequests.offsets(open.without(at(8)).metadata())).containsExactly(7L, 30L);
    assertThat(OpenRequests.none().metadata()).isEmpty();
  }

  @Test
  void shouldFindNothingInMetadataOfOthers() {
    for (String metadata :
        List.of(
            "",
            "to-refine",
            "somebody else's 12",
            "to-refine 1 x",
            "to-refine 9 " + Long.MAX_VALUE)) {
      assertThat(OpenRequests.offsets(metadata)).as(metadata).isEmpty();
    }
  }

  @Test
  void shouldStayWithinWhatBrokersAcceptWhateverTheOffsets() {
    OpenRequests open =
        LongStream.iterate(Long.MAX_VALUE - 1, offset -> offset > 0, offset -> offset / 2)
            .mapToObj(OpenRequestsTest::at)
            .reduce(OpenRequests.none(), OpenRequests::with, (one, other) -> other);
    int longest = Long.toString(Long.MAX_VALUE).length() + 1;

    assertThat(OpenRequests.offsets(open.metadata()))
        .containsExactlyElementsOf(open.byOffset().keySet());
    assertThat("to-refine".length() + OpenRequests.MOST * longest).isLessThan(4096);
    assertThat(open.metadata().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo("to-refine".length() + open.size() * longest);
  }

  @Test
  void shouldLetTheOldestGoWhenThereAreTooMany() {
    OpenRequests open =
        LongStream.range(0, OpenRequests.MOST + 2)
            .mapToObj(OpenRequestsTest::at)
            .reduce(OpenRequests.none(), OpenRequests::with, (one, other) -> other);

    assertThat(open.size()).isEqualTo(OpenRequests.MOST);
    assertThat(open.holds(at(1))).isFalse();
    assertThat(open.holds(at(2))).isTrue();
  }

  private static Demand.Request at(long offset) {
    return new Demand.Request(
        new UserKey(3, "u"),
        new ListCause("recommendation-requests", offset, "r" + offset, null),
        new ListQuery(10, true, List.of(), List.of()));
  }
}
