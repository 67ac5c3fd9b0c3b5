package dev.millrace.checkpoint;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.model.fusion.FusionForm;

/**
 * What forms of fusion are called in manifests; their parameters are called as in the code. A form
 * without a name here is refused by {@code ManifestTest}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FusionForm.Linear.class, name = "linear"),
  @JsonSubTypes.Type(value = FusionForm.LogLinear.class, name = "log-linear")
})
interface FusionFormNames {}
