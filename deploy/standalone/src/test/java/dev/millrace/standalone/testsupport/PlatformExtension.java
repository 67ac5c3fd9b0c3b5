package dev.millrace.standalone.testsupport;

import dev.millrace.standalone.embedded.EmbeddedPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one broker and one registry for all test classes of the JVM that ask for them, and hands
 * each class a {@link TestPlatform} with a prefix of its own.
 */
public final class PlatformExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(PlatformExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestPlatform.class;
  }

  @Override
  public TestPlatform resolveParameter(ParameterContext parameter, ExtensionContext context) {
    EmbeddedPlatform platform =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent("platform", key -> start(), EmbeddedPlatform.class);
    Class<?> testClass = context.getRequiredTestClass();
    String prefix =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(testClass, PlatformExtension::prefixOf, String.class);
    return new TestPlatform(
        platform.address().bootstrapServers(), platform.address().registryUrl(), prefix);
  }

  private static EmbeddedPlatform start() {
    try {
      return EmbeddedPlatform.start(Files.createTempDirectory("millrace-platform"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String prefixOf(Class<?> testClass) {
    String name = testClass.getSimpleName().toLowerCase(Locale.ROOT);
    return name + "-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000)) + ".";
  }
}
