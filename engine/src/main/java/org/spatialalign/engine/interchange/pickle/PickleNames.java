package org.spatialalign.engine.interchange.pickle;

import java.util.Optional;

/**
 * The names a kind of file may use. Implementations compare whole names and never prefixes: behind {@code numpy.} and
 * {@code torch.} there are functions that run text.
 */
public interface PickleNames {

    /** What stands for {@code module.name} here; empty refuses the file. */
    Optional<PickleCallable> find(String module, String name);

    /** What stands for an object kept outside the pickle, as in archives of tensors; refused unless overridden. */
    default Object persistent(Object id) throws PickleException {
        throw new PickleException("refers to an object outside the file, which this kind of file never does");
    }
}
