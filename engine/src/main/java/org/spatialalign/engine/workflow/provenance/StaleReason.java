package org.spatialalign.engine.workflow.provenance;

/**
 * Why something would be another if it were made again now.
 *
 * @param words a sentence without its full stop
 * @param cause where it began: the thing that changed, or the nearest one to it that can be looked at
 */
public record StaleReason(String words, NodeId cause) {}
