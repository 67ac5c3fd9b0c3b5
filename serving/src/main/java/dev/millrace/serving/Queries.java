package dev.millrace.serving;

import dev.millrace.avro.RecommendedItem;
import dev.millrace.model.collaborative.ItemIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/** The desk between those who ask for lists and the serving thread, which makes them. */
final class Queries {

  private static final int MOST_WAITING = 1_000;

  private final BlockingQueue<UserQuery> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

  /**
   * Asks from any thread.
   *
   * @return completed by the serving thread, or at once with a {@link RejectedExecutionException}
   *     when too many are waiting
   */
  CompletableFuture<QueryAnswer> ask(String userId, int k) {
    UserQuery query = new UserQuery(userId, k, new CompletableFuture<>());
    if (!waiting.offer(query)) {
      query
          .answer()
          .completeExceptionally(
              new RejectedExecutionException(MOST_WAITING + " queries are waiting already"));
    }
    return query.answer();
  }

  /** Answers everything that waits; on the serving thread. */
  void answer(Desk desk, int partitionCount) {
    for (UserQuery query = waiting.poll(); query != null; query = waiting.poll()) {
      query.answer().complete(desk.answer(query, partitionOf(query.userId(), partitionCount)));
    }
  }

  /** The partition that Kafka's own partitioner gives a key. */
  static int partitionOf(String userId, int partitionCount) {
    byte[] key = userId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
  }

  /**
   * What the serving thread answers from.
   *
   * @param users held
   * @param lists made by it
   * @param knowledge titles come from its catalogue
   * @param settings defaults of a list
   */
  record Desk(HeldUsers users, Lists lists, Knowledge knowledge, ListSettings settings) {

    QueryAnswer answer(UserQuery query, int partition) {
      if (!users.holds(partition)) {
        return new QueryAnswer.Elsewhere(partition, users.partitions());
      }
      UserKey user = new UserKey(partition, query.userId());
      HeldUser held = users.get(user);
      ListQuery standard = ListQuery.standard(settings, query.k());
      MadeList instant = lists.make(held.sequence(), standard);
      MadeList refined = lists.maker().kept().answer(held, standard);
      return new QueryAnswer.Found(
          titled(user, held, refined == null ? instant : refined),
          refined == null ? null : titled(user, held, instant),
          newestFirst(held.sequence().history().items()));
    }

    private QueryAnswer.TitledList titled(UserKey user, HeldUser held, MadeList made) {
      return new QueryAnswer.TitledList(
          lists.writer().recommendation(user, held.sequence(), made, ListCause.http()),
          made.places().stream().map(RecommendedItem::getItemId).map(this::titleOf).toList());
    }

    private List<QueryAnswer.TakenItem> newestFirst(ItemIds items) {
      return IntStream.range(0, items.size())
          .map(place -> items.get(items.size() - 1 - place))
          .mapToObj(
              item ->
                  new QueryAnswer.TakenItem(
                      knowledge.model().items().nameOf(item), knowledge.catalogue().titleOf(item)))
          .toList();
    }

    private String titleOf(String itemId) {
      return knowledge.catalogue().titleOf(knowledge.model().items().find(itemId));
    }
  }
}
