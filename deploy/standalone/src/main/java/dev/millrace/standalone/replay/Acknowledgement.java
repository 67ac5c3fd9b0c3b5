package dev.millrace.standalone.replay;

/**
 * The broker has taken an interaction.
 *
 * @param event the interaction
 * @param arrivedAt its record timestamp, in milliseconds since 1970
 */
record Acknowledgement(NumberedEvent event, long arrivedAt) {}
