package dev.millrace.checkpoint;

/** Names inside a checkpoint's directory: the contract between trainer, serving and tools. */
public final class CheckpointLayout {

  /** The {@link RunRecord}; what makes a directory a checkpoint. */
  public static final String MANIFEST = "manifest.json";

  /** A full model in Hugging Face layout. */
  public static final String MODEL = "model";

  /** A low-rank adapter in PEFT layout. */
  public static final String ADAPTER = "adapter";

  /** The optimiser's moments by name of weight. */
  public static final String OPTIMIZER = "optimizer.safetensors";

  /** Steps, temperature, place in the schedule and random state. */
  public static final String STATE = "state.json";

  /** From whom was learned, see {@link dev.millrace.checkpoint.users.LearnedUsers}. */
  public static final String USERS = "users.bin";

  private CheckpointLayout() {}
}
