package dev.millrace.standalone.acl;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.standalone.topics.TopicExport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An array of applications with their permissions, for tools of one's own. */
public record JsonAcls() implements AclExport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Override
  public String of(List<Grantee> grantees) {
    return TopicExport.text(JSON, grantees.stream().map(JsonAcls::grantee).toList()) + "\n";
  }

  private static Map<String, Object> grantee(Grantee grantee) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("application", grantee.application().text());
    object.put("principal", grantee.principal());
    object.put("acls", grantee.acls().stream().map(JsonAcls::acl).toList());
    return object;
  }

  /** In the words of Kafka's enums. */
  private static Map<String, Object> acl(NeededAcl acl) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("resourceType", acl.resource().resourceType().name());
    object.put("name", acl.resource().name());
    object.put("patternType", acl.resource().patternType().name());
    object.put("operation", acl.operation().name());
    object.put("permission", "ALLOW");
    object.put("host", NeededAcl.ANY_HOST);
    object.put("purpose", acl.purpose());
    return object;
  }
}
