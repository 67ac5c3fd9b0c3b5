package dev.millrace.model.inspect;

/** Is told how many bytes of weights were read, on the thread that reads. */
@FunctionalInterface
public interface InspectionProgress {

  /**
   * @param done bytes read
   * @param total bytes of all weights
   */
  void onRead(long done, long total);
}
