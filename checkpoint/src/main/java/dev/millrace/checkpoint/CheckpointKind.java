package dev.millrace.checkpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was trained, and so what a checkpoint holds. */
public enum CheckpointKind {
  /** All weights: {@code model/} in Hugging Face layout. */
  @JsonProperty("full")
  FULL(CheckpointLayout.MODEL),
  /** A low-rank adapter for the base model: {@code adapter/} in PEFT layout. */
  @JsonProperty("lora")
  LORA(CheckpointLayout.ADAPTER);

  private final String folder;

  CheckpointKind(String folder) {
    this.folder = folder;
  }

  /** The folder with the weights, inside the checkpoint. */
  public String folder() {
    return folder;
  }
}
