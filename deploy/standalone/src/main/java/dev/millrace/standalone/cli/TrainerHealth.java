package dev.millrace.standalone.cli;

import dev.millrace.trainer.process.TrainerApplication;
import dev.millrace.trainer.process.TrainerStatus;

/** A trainer that stands by is as ready as one that trains: it is ready to take over. */
record TrainerHealth(TrainerApplication trainer) implements HealthEndpoints.Subject {

  @Override
  public boolean isLive() {
    return !(trainer.status() instanceof TrainerStatus.Failed);
  }

  @Override
  public boolean isReady() {
    TrainerStatus status = trainer.status();
    return status instanceof TrainerStatus.Training || status instanceof TrainerStatus.Standby;
  }

  @Override
  public String status() {
    return trainer.status().text();
  }

  @Override
  public String metrics() {
    return trainer.metrics();
  }
}
