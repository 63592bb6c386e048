package org.spatialalign.engine.interchange.pickle;

import java.util.List;

/** A construction that a pickle may ask for, done here without Python. */
@FunctionalInterface
public interface PickleCallable {

    /** @throws PickleException when the arguments are not what this construction takes */
    Object call(List<Object> arguments) throws PickleException;
}
