package dev.millrace.standalone.deployment;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schemas of Kubernetes' API, as its own Java client carries them: which fields there are,
 * which must be, and whether each is an object, an array or a scalar.
 */
final class KubernetesSchemas {

  private static final Map<String, Schema> SCHEMAS =
      Map.ofEntries(
          entry("v1 ConfigMap", V1ConfigMap::validateJsonElement),
          entry("v1 PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement),
          entry("v1 Service", V1Service::validateJsonElement),
          entry("v1 ServiceAccount", V1ServiceAccount::validateJsonElement),
          entry("apps/v1 Deployment", V1Deployment::validateJsonElement),
          entry("apps/v1 StatefulSet", V1StatefulSet::validateJsonElement),
          entry("batch/v1 Job", V1Job::validateJsonElement),
          entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement),
          entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement));

  /** Resources that operators define; Kubernetes has no schema of them. */
  private static final Set<String> OF_OPERATORS =
      Set.of("keda.sh/v1alpha1 ScaledObject", "monitoring.coreos.com/v1 PodMonitor");

  private KubernetesSchemas() {}

  private interface Schema {
    void check(JsonElement object) throws IOException;
  }

  /** What Kubernetes would refuse an object for. */
  static List<String> problems(JsonNode object) {
    String type = object.at("/apiVersion").asText() + " " + object.at("/kind").asText();
    if (OF_OPERATORS.contains(type)) {
      return List.of();
    }
    Schema schema = SCHEMAS.get(type);
    if (schema == null) {
      return List.of("no schema of " + type);
    }
    try {
      schema.check(JsonParser.parseString(object.toString()));
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
