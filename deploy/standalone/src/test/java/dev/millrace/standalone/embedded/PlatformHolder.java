package dev.millrace.standalone.embedded;

import java.nio.file.Path;

/** Main of another process that holds a data folder's servers until it is killed. */
final class PlatformHolder {

  private PlatformHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedPlatform platform = EmbeddedPlatform.start(Path.of(arguments[0]));
    System.out.println(platform.address().bootstrapServers());
    Thread.sleep(Long.MAX_VALUE);
  }
}
