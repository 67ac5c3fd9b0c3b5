package dev.millrace.standalone.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor time of this process, all of its threads together and the broker included. */
public final class ProcessCpu {

  private ProcessCpu() {}

  /** Nanoseconds since the process started. */
  public static long nanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
