package org.spatialalign.engine.interchange.pickle;

/** Python's None. */
public enum PickleNone {
    NONE
}
