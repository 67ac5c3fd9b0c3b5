package dev.millrace.serving;

import dev.millrace.serving.HeldUser.Refined;
import dev.millrace.serving.language.Ranked;
import dev.millrace.serving.language.Rankers;
import dev.millrace.serving.language.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists by both models: users wait in a {@link RefinementQueue}, windows of them go to the language
 * model, and what comes back is written if it is still true. Whose sequence waits is not remembered
 * anywhere: whoever has one that no language model has seen is due, also after a restart. Requests
 * that wait are {@link OpenRequests}.
 */
final class LanguageLane implements RefinedLane {

  private final Rankers<Refinement> rankers;
  private final LanguageModelSettings settings;
  private final RefinedListMaker maker;
  private final RefinedOutput output;
  private final LongSupplier nanos;
  private final RefinementQueue queue;
  private final UserRoles roles;
  private final Map<Role, String> checkpoints = new EnumMap<>(Role.class);

  /** Of those who wait or are under way: for whom the first list would have been too short. */
  private final Set<Demand> askedAgain = new HashSet<>();

  private int underWay;
  private volatile List<Refinement> sample = List.of();

  LanguageLane(
      Rankers<Refinement> rankers,
      LanguageModelSettings settings,
      RefinedListMaker maker,
      RefinedOutput output,
      LongSupplier nanos) {
    this.rankers = rankers;
    this.settings = settings;
    this.maker = maker;
    this.output = output;
    this.nanos = nanos;
    this.queue = new RefinementQueue(settings.queue(), settings.batch());
    this.roles = new UserRoles(settings.variant());
  }

  /** Jobs as they were of late, to warm a model up with; from any thread. */
  List<Refinement> sample() {
    return sample;
  }

  @Override
  public void committed(Batch batch, HeldUsers users) {
    long now = nanos.getAsLong();
    List<RefinementQueue.Turn> turns = new ArrayList<>();
    for (UserKey user : batch.due()) {
      Demand demand = new Demand.NewSequence(user);
      if (hasModel(user)) {
        queue.put(demand, now);
      } else if (turns.size() < settings.batch().size()) {
        turns.add(new RefinementQueue.Turn(demand, now));
      }
    }
    batch.asked().stream().filter(users::isOpen).forEach(request -> queue.put(request, now));
    if (!turns.isEmpty()) {
      sample = jobs(turns, users);
    }
  }

  @Override
  public void restored(HeldUsers users, Collection<Integer> partitions) {
    users.forEach(
        partitions,
        (user, held) -> {
          if (hasModel(user) && isDue(user, held)) {
            queue.putBehind(new Demand.NewSequence(user));
          }
        });
    long now = nanos.getAsLong();
    partitions.stream()
        .flatMap(partition -> users.openRequests(partition).byOffset().values().stream())
        .filter(request -> hasModel(request.user()))
        .forEach(request -> queue.put(request, now));
  }

  @Override
  public void dropped(Collection<Integer> partitions) {
    queue.drop(partitions);
    askedAgain.removeIf(demand -> partitions.contains(demand.user().partition()));
  }

  @Override
  public void finish(Batch batch, HeldUsers users) {
    batch.asked().forEach(request -> leaveOpen(request, batch));
    for (Ranked<Refinement> ranked : rankers.finished()) {
      underWay--;
      if (users.holds(ranked.job().user().partition())) {
        finish(ranked, batch);
      }
    }
  }

  /** Requests of strangers, and for longer lists than models make, have been answered. */
  private void leaveOpen(Demand.Request request, Batch batch) {
    boolean isKnown = batch.user(request.user()).sequence().version() > 0;
    if (isKnown && hasModel(request.user()) && request.query().k() <= settings.candidates()) {
      output.metrics().givenUp(batch.open(request));
    }
  }

  private void finish(Ranked<Refinement> ranked, Batch batch) {
    Refinement job = ranked.job();
    HeldUser known = batch.user(job.user());
    Ranked.Answer answer = ranked.answer();
    boolean isSecond = askedAgain.remove(job.demand());
    if (!known.sequence().equals(job.sequence())) {
      output.metrics().superseded();
      askAgain(job, batch);
    } else if (answer == null) {
      queue.putBehind(job.demand());
    } else if (isWanted(job, answer, batch)) {
      MadeList made = isSecond ? maker.makeOfTheRest(job, answer) : maker.make(job, answer);
      write(job, made, batch);
    }
  }

  /**
   * A list that removals have shortened is asked for once more and then written as it is, so that
   * nobody is asked about for ever. Of a sequence, a list of nothing is no better than the instant
   * one, which stays.
   */
  private void write(Refinement job, @Nullable MadeList made, Batch batch) {
    if (made == null) {
      askedAgain.add(job.demand());
      queue.put(job.demand(), nanos.getAsLong());
    } else if (job.demand() instanceof Demand.Request || made.items().size() > 0) {
      output.write(job, made, batch);
    }
  }

  /** Whoever has a newer sequence is due for that anyway; a request is still to be answered. */
  private void askAgain(Refinement job, Batch batch) {
    if (job.demand() instanceof Demand.Request request && batch.isOpen(request)) {
      queue.put(request, nanos.getAsLong());
    }
  }

  private boolean isWanted(Refinement job, Ranked.Answer answer, Batch batch) {
    return job.demand() instanceof Demand.Request request
        ? batch.isOpen(request)
        : isDueFor(answer.checkpointId(), batch.user(job.user()));
  }

  @Override
  public void dispatch(HeldUsers users) {
    noticeModels(users);
    long now = nanos.getAsLong();
    output.metrics().shed(queue.shed(now));
    if (rankers.isFree() && queue.isReady(now)) {
      submit(jobs(queue.take(now), users));
    }
    output
        .metrics()
        .show(
            new RefinementMetrics.Queue(
                queue.due(), queue.behind(), queue.oldestWaitNanos(now) / 1e9));
  }

  private void submit(List<Refinement> window) {
    if (!window.isEmpty()) {
      window.forEach(output.metrics()::cut);
      sample = window.subList(0, Math.min(window.size(), settings.batch().size()));
      underWay += window.size();
      rankers.submit(window);
    }
  }

  @Override
  public boolean isBusy() {
    return underWay > 0 || queue.due() > 0;
  }

  /** A first model has everybody to see; a later one only those who come, unless told otherwise. */
  private void noticeModels(HeldUsers users) {
    for (Role role : Role.values()) {
      String checkpointId = rankers.checkpointId(role);
      if (checkpointId != null && !checkpointId.equals(checkpoints.get(role))) {
        boolean isFirst = checkpoints.put(role, checkpointId) == null;
        if (isFirst || settings.refreshOnSwap()) {
          restored(users, users.partitions());
        }
      }
    }
  }

  private List<Refinement> jobs(List<RefinementQueue.Turn> turns, HeldUsers users) {
    long now = nanos.getAsLong();
    return turns.stream()
        .filter(turn -> users.holds(turn.demand().user().partition()))
        .flatMap(turn -> job(turn, users, now).stream())
        .toList();
  }

  private Optional<Refinement> job(RefinementQueue.Turn turn, HeldUsers users, long now) {
    UserKey user = turn.demand().user();
    HeldUser held = users.get(user);
    ListQuery query = maker.standard();
    boolean isDue = isDue(user, held);
    if (turn.demand() instanceof Demand.Request request) {
      query = request.query();
      isDue = users.isOpen(request);
    }
    if (!isDue) {
      askedAgain.remove(turn.demand());
      return Optional.empty();
    }
    return Optional.of(
        new Refinement(
            turn.demand(),
            roleOf(user),
            held.sequence(),
            maker.choice(held.sequence(), query, settings.candidates()),
            new Refinement.Times(turn.sinceNanos(), now)));
  }

  private boolean hasModel(UserKey user) {
    return checkpoints.containsKey(roleOf(user));
  }

  private Role roleOf(UserKey user) {
    return roles.of(user.userId());
  }

  private boolean isDue(UserKey user, HeldUser held) {
    return isDueFor(checkpoints.get(roleOf(user)), held);
  }

  private boolean isDueFor(@Nullable String checkpointId, HeldUser held) {
    if (held.sequence().version() == 0) {
      return false;
    }
    Refined refined = held.refined();
    boolean isOld =
        settings.refreshOnSwap()
            && refined != null
            && !Objects.equals(refined.by().checkpointId(), checkpointId);
    return !held.isRefined() || isOld;
  }
}
