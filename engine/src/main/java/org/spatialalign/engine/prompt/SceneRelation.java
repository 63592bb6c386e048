package org.spatialalign.engine.prompt;

import java.util.Optional;

/** Where one thing is, seen from another: the four relations that lie in the image, and the two of depth. */
public enum SceneRelation {
    LEFT(Relation.LEFT),
    RIGHT(Relation.RIGHT),
    TOP(Relation.TOP),
    UNDER(Relation.UNDER),
    FRONT,
    BEHIND;

    private final Optional<Relation> inImage;

    SceneRelation(Relation inImage) {
        this.inImage = Optional.of(inImage);
    }

    SceneRelation() {
        this.inImage = Optional.empty();
    }

    /** The same relation as the DSR-Score knows it; empty for depth, which two boxes do not tell. */
    public Optional<Relation> inImage() {
        return inImage;
    }

    public static SceneRelation of(Relation relation) {
        return switch (relation) {
            case LEFT -> LEFT;
            case RIGHT -> RIGHT;
            case TOP -> TOP;
            case UNDER -> UNDER;
        };
    }
}
