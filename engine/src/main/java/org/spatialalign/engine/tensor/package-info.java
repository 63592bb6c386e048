/**
 * Everything that is special about the tensor library: what it lacks, what it leaks, and how numbers get in and out.
 *
 * <p>What to know before writing a line with tensors:
 *
 * <ul>
 *   <li>Every loop runs in a {@link org.spatialalign.engine.tensor.Scope}: results belong to the manager of their first
 *       operand, which is often the weights'.
 *   <li>Whoever computes opens a {@link org.spatialalign.engine.tensor.GradMode}: the library's default differs by
 *       thread.
 *   <li>{@code toType}, {@code toDevice} and {@code duplicate} cut the graph;
 *       {@link org.spatialalign.engine.tensor.Ops#cast} does not.
 *   <li>{@code mul(Number)} and {@code div(Number)} hand the graph a number in Java's memory, which may be gone when the
 *       gradient is worked out; {@link org.spatialalign.engine.tensor.Ops#scale} does not.
 *   <li>Naming bfloat16 to the library aborts the process; it is widened on the way in.
 * </ul>
 */
@NullMarked
package org.spatialalign.engine.tensor;

import org.jspecify.annotations.NullMarked;
