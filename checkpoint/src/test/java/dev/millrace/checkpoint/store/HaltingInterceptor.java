package dev.millrace.checkpoint.store;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Ends the process, as {@code kill -9} does, before it sends the part of an upload that a test
 * names. The SDK finds it through a file in the test resources.
 */
public final class HaltingInterceptor implements ExecutionInterceptor {

  /** System property: the number of a part. */
  static final String PROPERTY = "millrace.test.halt-before";

  static final int STATUS = 137;

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String place = System.getProperty(PROPERTY);
    if (place == null) {
      return;
    }
    if (context.request() instanceof UploadPartRequest part
        && place.equals(String.valueOf(part.partNumber()))) {
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
