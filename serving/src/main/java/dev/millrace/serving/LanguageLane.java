package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.serving.HeldUser.Refined;
import dev.millrace.serving.language.Ranked;
import dev.millrace.serving.language.Rankers;
import dev.millrace.serving.language.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists by both models: users wait in a {@link RefinementQueue}, windows of them go to the language
 * model, and what comes back is written if it is still true. Who waits is not remembered anywhere:
 * whoever has a sequence that no language model has seen is due, also after a restart.
 */
final class LanguageLane implements RefinedLane {

  private final Rankers<Refinement> rankers;
  private final LanguageModelSettings settings;
  private final RefinedListMaker maker;
  private final Output output;
  private final LongSupplier nanos;
  private final RefinementQueue queue;
  private final UserRoles roles;
  private final Map<Role, String> checkpoints = new EnumMap<>(Role.class);
  private int underWay;
  private volatile List<Refinement> sample = List.of();

  /**
   * How lists leave.
   *
   * @param sequencesTopic whose records cause lists
   * @param writer makes records of them
   * @param metrics figures
   */
  record Output(String sequencesTopic, ListWriter writer, RefinementMetrics metrics) {}

  LanguageLane(
      Rankers<Refinement> rankers,
      LanguageModelSettings settings,
      RefinedListMaker maker,
      Output output,
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
  public void due(HeldUsers users, Collection<UserKey> changed) {
    long now = nanos.getAsLong();
    List<RefinementQueue.Turn> turns = new ArrayList<>();
    for (UserKey user : changed) {
      if (checkpoints.containsKey(roleOf(user))) {
        queue.put(user, now);
      } else if (turns.size() < settings.batch().size()) {
        turns.add(new RefinementQueue.Turn(user, now));
      }
    }
    if (!turns.isEmpty()) {
      sample = jobs(turns, users);
    }
  }

  @Override
  public void restored(HeldUsers users, Collection<Integer> partitions) {
    users.forEach(
        partitions,
        (user, held) -> {
          if (checkpoints.containsKey(roleOf(user)) && isDue(user, held)) {
            queue.putBehind(user);
          }
        });
  }

  @Override
  public void dropped(Collection<Integer> partitions) {
    queue.drop(partitions);
  }

  @Override
  public void finish(Batch batch, HeldUsers users) {
    for (Ranked<Refinement> ranked : rankers.finished()) {
      underWay--;
      if (users.holds(ranked.job().user().partition())) {
        finish(ranked, batch);
      }
    }
  }

  private void finish(Ranked<Refinement> ranked, Batch batch) {
    Refinement job = ranked.job();
    HeldUser known = batch.user(job.user());
    Ranked.Answer answer = ranked.answer();
    if (!known.sequence().equals(job.sequence())) {
      output.metrics().superseded();
    } else if (answer == null) {
      queue.putBehind(job.user());
    } else if (isDueFor(answer.checkpointId(), known)) {
      MadeList made = maker.make(job, answer);
      if (made == null) {
        queue.put(job.user(), nanos.getAsLong());
      } else {
        write(job, made, batch);
      }
    }
  }

  private void write(Refinement job, MadeList made, Batch batch) {
    HeldSequence sequence = job.sequence();
    ListCause cause = new ListCause(output.sequencesTopic(), sequence.offset(), null);
    Recommendation list = output.writer().recommendation(job.user(), sequence, made, cause);
    batch.write(output.writer().record(job.user(), list));
    batch.noteRefined(job);
    if (!batch.user(job.user()).isRefined()) {
      batch.noteArrival(FreshnessStage.REFINED, sequence.arrivedAt());
    }
    batch.change(
        job.user(),
        batch
            .user(job.user())
            .withLastList(
                new ServedList(
                    made.items(),
                    made.by().modelId(),
                    new ServedList.Source(sequence.version(), sequence.offset())))
            .withRefined(Refined.of(list, maker.items())));
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
        .filter(turn -> users.holds(turn.user().partition()))
        .flatMap(turn -> job(turn, users.get(turn.user()), now).stream())
        .toList();
  }

  private Optional<Refinement> job(RefinementQueue.Turn turn, HeldUser held, long now) {
    if (!isDue(turn.user(), held)) {
      return Optional.empty();
    }
    HeldSequence sequence = held.sequence();
    return Optional.of(
        new Refinement(
            turn.user(),
            roleOf(turn.user()),
            sequence,
            maker.excluded(sequence),
            maker.propose(sequence, settings.candidates()),
            new Refinement.Times(turn.sinceNanos(), now)));
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
