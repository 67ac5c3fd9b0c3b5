package dev.millrace.standalone.doctor;

import java.util.List;

/** Looks at one thing and changes nothing. */
@FunctionalInterface
public interface Examination {

  /** What was seen, at least one finding. */
  List<Finding> findings();
}
