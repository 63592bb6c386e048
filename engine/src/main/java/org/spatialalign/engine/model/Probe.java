package org.spatialalign.engine.model;

import ai.djl.ndarray.NDArray;

/** Sees tensors on their way through the network. They may be freed as soon as the call returns. */
@FunctionalInterface
public interface Probe {

    Probe NONE = (name, value) -> {};

    void see(String name, NDArray value);
}
