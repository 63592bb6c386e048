package org.spatialalign.engine.interchange.pickle;

/** An object that a pickle makes empty first and fills afterwards. */
public interface PickleState {

    /** @throws PickleException when the state is not of this object's form, or it has one already */
    void restore(Object state) throws PickleException;
}
