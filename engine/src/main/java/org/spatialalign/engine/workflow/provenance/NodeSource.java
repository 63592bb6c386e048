package org.spatialalign.engine.workflow.provenance;

import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;

/** Knows the things of one kind and their neighbours. What {@code from} says of one thing, {@code of} says of the other. */
interface NodeSource {

    /** @throws WorkbenchException when there is no such thing */
    Node describe(String key) throws WorkbenchException;

    /** What it was made from. */
    List<NodeId> from(String key) throws WorkbenchException;

    /** What was made of it. */
    List<NodeId> of(String key) throws WorkbenchException;
}
