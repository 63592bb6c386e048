package org.spatialalign.engine.prompt;

/**
 * A thing in a scene.
 *
 * @param id by which claims name it; unique in its scene
 * @param noun what it is called in the sentence and to the detector
 * @param verb how it moves; empty for what stays
 */
public record Entity(String id, String noun, String verb) {}
