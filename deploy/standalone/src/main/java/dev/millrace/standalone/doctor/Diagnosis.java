package dev.millrace.standalone.doctor;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.standalone.topics.TopicExport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was found.
 *
 * @param findings in the order in which they were made
 */
public record Diagnosis(List<Finding> findings) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** How many findings are as bad as that. */
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** An array of findings, for machines. */
  public String json() {
    return TopicExport.text(JSON, findings.stream().map(Diagnosis::map).toList());
  }

  private static Map<String, String> map(Finding finding) {
    Map<String, String> object = new LinkedHashMap<>();
    object.put("severity", finding.severity().text());
    object.put("subject", finding.subject());
    object.put("found", finding.found());
    object.put("advice", finding.advice());
    return object;
  }
}
