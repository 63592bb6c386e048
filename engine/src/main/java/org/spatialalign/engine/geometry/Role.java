package org.spatialalign.engine.geometry;

/** Which of the two tracked things of a prompt a box belongs to. */
public enum Role {
    /** The one that is asked to move. */
    ANIMAL,
    /** The one it moves around. */
    OBJECT;

    public Role other() {
        return this == ANIMAL ? OBJECT : ANIMAL;
    }
}
