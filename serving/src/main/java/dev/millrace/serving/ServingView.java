package dev.millrace.serving;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What HTTP shows of serving. */
interface ServingView {

  /** Where serving is in its life. */
  ServingState state();

  /** Why nothing is served yet; empty when ready. */
  List<String> notReady();

  /** Everything, as Prometheus reads it. */
  String metrics();

  /** The list of a user as it is now. */
  CompletableFuture<QueryAnswer> ask(String userId, int k);
}
