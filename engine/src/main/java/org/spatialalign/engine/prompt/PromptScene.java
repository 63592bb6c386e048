package org.spatialalign.engine.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a prompt asks for, whatever its sentence: things, and what has to hold between them over time. The paper's form
 * is one case of it: two things, one claim at the beginning and one at the end.
 *
 * @param setting where it happens; may be empty
 * @param entities those that move first
 * @param claims in the order of their phases
 */
public record PromptScene(String setting, List<Entity> entities, List<RelationClaim> claims) {

    private static final String ANIMAL = "animal";
    private static final String OBJECT = "object";

    /** @throws IllegalArgumentException if a claim names an entity that is not there, or relates one to itself */
    public PromptScene {
        entities = List.copyOf(entities);
        claims = List.copyOf(claims);
        Set<String> ids = new HashSet<>();
        for (Entity entity : entities) {
            if (!ids.add(entity.id())) {
                throw new IllegalArgumentException("two entities have the id '" + entity.id() + "'");
            }
        }
        int phase = 0;
        for (RelationClaim claim : claims) {
            if (!ids.contains(claim.subject()) || !ids.contains(claim.reference())) {
                throw new IllegalArgumentException("a claim names an entity that is not in the scene: " + claim);
            }
            if (claim.subject().equals(claim.reference())) {
                throw new IllegalArgumentException("a claim relates an entity to itself: " + claim);
            }
            if (claim.phase() < phase) {
                throw new IllegalArgumentException("claims must be in the order of their phases: " + claims);
            }
            phase = claim.phase();
        }
    }

    /** The scene of a prompt of the paper's form. */
    public static PromptScene of(PromptSlots slots) {
        return new PromptScene(
                slots.scene(),
                List.of(new Entity(ANIMAL, slots.animal(), slots.verb()), new Entity(OBJECT, slots.object(), "")),
                List.of(
                        new RelationClaim(ANIMAL, SceneRelation.of(slots.type().initial()), OBJECT, 0),
                        new RelationClaim(ANIMAL, SceneRelation.of(slots.type().last()), OBJECT, 1)));
    }

    /** How many phases there are. */
    public int phases() {
        return claims.isEmpty() ? 0 : claims.get(claims.size() - 1).phase() + 1;
    }

    /**
     * The words of the paper's form, when the scene has it: two things, of which one claim at the beginning and one at
     * the end say where the first is in the image.
     */
    public Optional<PromptSlots> asSlots() {
        if (entities.size() != 2 || claims.size() != 2 || phases() != 2) {
            return Optional.empty();
        }
        RelationClaim first = claims.get(0);
        RelationClaim last = claims.get(1);
        boolean same = first.subject().equals(last.subject());
        Optional<Relation> initial = first.relation().inImage();
        Optional<Relation> end = last.relation().inImage();
        if (first.phase() != 0 || !same || initial.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Entity subject = entity(first.subject());
        Entity reference = entity(first.reference());
        return Optional.of(PromptSlots.of(
                setting, subject.noun(), reference.noun(), subject.verb(), new DsrType(initial.get(), end.get())));
    }

    /** The entity of an id that a claim of this scene uses. */
    private Entity entity(String id) {
        return Objects.requireNonNull(entities.stream()
                .filter(entity -> entity.id().equals(id))
                .findFirst()
                .orElse(null));
    }
}
