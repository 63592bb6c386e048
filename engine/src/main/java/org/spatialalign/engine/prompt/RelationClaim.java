package org.spatialalign.engine.prompt;

/**
 * One thing that has to hold at one time.
 *
 * @param subject id of the entity that is somewhere
 * @param reference id of the entity it is seen from
 * @param phase when, counted from 0 at the beginning; claims of one phase hold together
 */
public record RelationClaim(String subject, SceneRelation relation, String reference, int phase) {}
