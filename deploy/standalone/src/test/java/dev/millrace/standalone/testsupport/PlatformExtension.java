package dev.millrace.standalone.testsupport;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one broker and one registry for all test classes of the JVM that ask for them, in
 * containers or on this machine ({@link TestEnvironment}), and hands each class a {@link
 * TestPlatform} with a prefix of its own. Classes that stop or kill a broker or a registry, or are
 * about the embedded ones, start their own embedded ones instead.
 */
public final class PlatformExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(PlatformExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestPlatform.class;
  }

  @Override
  public TestPlatform resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestServers servers =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                "servers", key -> TestEnvironment.configured().start(), TestServers.class);
    Class<?> testClass = context.getRequiredTestClass();
    String prefix =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(testClass, PlatformExtension::prefixOf, String.class);
    return new TestPlatform(
        servers.address().bootstrapServers(), servers.address().registryUrl(), prefix);
  }

  private static String prefixOf(Class<?> testClass) {
    String name = testClass.getSimpleName().toLowerCase(Locale.ROOT);
    return name + "-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000)) + ".";
  }
}
