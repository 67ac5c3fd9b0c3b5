package dev.millrace.standalone.config;

/**
 * A configuration and how to show it.
 *
 * @param config the values
 * @param effective the same as YAML, defaults included, secrets hidden
 */
public record LoadedConfig(MillraceConfig config, String effective) {}
