package dev.millrace.standalone.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Entry point of the registry's own process: runs the registry's main and ends when standard input
 * does. The parent holds the other end, so the registry stops with it, even after a {@code kill
 * -9}, on every operating system. It is alone with the registry on the class path: JDK types only.
 */
public final class RegistryMain {

  private static final String REGISTRY_MAIN = "io.quarkus.runner.GeneratedMain";

  private RegistryMain() {}

  /**
   * @param arguments handed to the registry
   * @throws Throwable whatever the registry's main throws
   */
  public static void main(String[] arguments) throws Throwable {
    Thread watchdog = new Thread(() -> exitAtEndOf(System.in), "parent-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    MethodHandles.publicLookup()
        .findStatic(
            Class.forName(REGISTRY_MAIN), "main", MethodType.methodType(void.class, String[].class))
        .invoke(arguments);
  }

  private static void exitAtEndOf(InputStream parent) {
    try {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken pipe says the same as its end: the parent is gone.
      System.err.println("The parent's pipe broke: " + e.getMessage());
    }
    System.exit(0);
  }
}
