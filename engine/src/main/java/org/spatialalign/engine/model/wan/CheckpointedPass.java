package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * One computation of the velocity whose gradients can still be asked for, with the memory of one block instead of all
 * (gradient checkpointing, Chen et al. 2016). The forward pass keeps the input of each block and nothing else; the
 * backward pass computes block after block anew, the last one first. The gradients are those of the plain computation
 * to the last bit. Made by {@link WanTransformer3D#checkpointed}; one thread; closing it frees what it keeps.
 */
public final class CheckpointedPass implements AutoCloseable {

    private final WanTransformer3D model;
    private final NDArray latents;
    private final NDArray timestep;
    private final NDArray context;
    private final TokenGrid grid;
    private final RotaryTable places;
    private final NDManager manager;

    /** Input of each block, then that of the head. */
    private final List<NDArray> stream = new ArrayList<>();

    private final NDArray embedding;
    private final NDArray modulation;
    private final NDArray texts;
    private final NDArray velocity;

    CheckpointedPass(
            WanTransformer3D model,
            NDArray latents,
            NDArray timestep,
            NDArray context,
            TokenGrid grid,
            RotaryTable places) {
        this.model = model;
        this.latents = latents;
        this.timestep = timestep;
        this.context = context;
        this.grid = grid;
        this.places = places;
        manager = model.weights().manager().newSubManager();
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            TimeEmbedding.Embedded times = model.time().forward(timestep, Probe.NONE);
            embedding = scope.give(times.embedding(), manager);
            modulation = scope.give(times.modulation(), manager);
            texts = scope.give(model.text().forward(context, Probe.NONE), manager);
            NDArray x = scope.give(model.patches().forward(latents, grid, Probe.NONE), manager);
            stream.add(x);
            for (WanBlock block : model.blocks()) {
                x = scope.give(block.forward(x, modulation, texts, places, Probe.NONE), manager);
                stream.add(x);
            }
            velocity = scope.give(model.head().forward(x, embedding, grid, Probe.NONE), manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** [B, C, T, H, W], float32, without a graph; lives as long as this. */
    public NDArray velocity() {
        return velocity;
    }

    /**
     * Adds up gradients. May be called once; the checkpoints are freed on the way.
     *
     * @param cotangent the gradient of the loss at the velocity, of its shape
     * @param parameters weights, matrices of adapters, even the latents or the context: leaves that require gradients;
     *     they and the adapters must be as they were in the forward pass
     * @param sums one per parameter, of its shape; changed in place
     */
    public void backward(NDArray cotangent, List<NDArray> parameters, List<NDArray> sums) {
        if (stream.size() != model.blocks().size() + 1) {
            throw new IllegalStateException("the checkpoints of this pass are used up");
        }
        try (GradMode mode = GradMode.on();
                Scope scope = Scope.open()) {
            new Backward(parameters, sums).run(cotangent);
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** The way back, with what is summed up along it. */
    private final class Backward {

        private final List<NDArray> parameters;
        private final List<NDArray> sums;
        private final TimeEmbedding.Embedded times;
        private final NDArray text;
        private final boolean timeNeeded;
        private final boolean textNeeded;
        private @Nullable NDArray embeddingGradient;
        private @Nullable NDArray modulationGradient;
        private @Nullable NDArray textGradient;

        Backward(List<NDArray> parameters, List<NDArray> sums) {
            this.parameters = parameters;
            this.sums = sums;
            // These two are small: their graphs wait here until all blocks have had their say.
            times = model.time().forward(timestep, Probe.NONE);
            text = model.text().forward(context, Probe.NONE);
            timeNeeded = Ops.requiresGradient(times.modulation());
            textNeeded = Ops.requiresGradient(text);
            embedding.setRequiresGradient(Ops.requiresGradient(times.embedding()));
            modulation.setRequiresGradient(timeNeeded);
            texts.setRequiresGradient(textNeeded);
        }

        void run(NDArray cotangent) {
            @Nullable NDArray gradient = head(cotangent);
            for (int i = model.blocks().size() - 1; i >= 0 && gradient != null; i--) {
                gradient = block(i, gradient);
            }
            if (gradient != null) {
                add(List.of(model.patches().forward(latents, grid, Probe.NONE)), List.of(), List.of(gradient));
            }
            embeddings();
        }

        private NDArray head(NDArray cotangent) {
            try (Scope scope = Scope.open()) {
                NDArray x = takeLast();
                x.setRequiresGradient(true);
                boolean time = embedding.hasGradient();
                List<NDArray> flow = time ? List.of(x, embedding) : List.of(x);
                NDArray out = model.head().forward(x, embedding, grid, Probe.NONE);
                List<NDArray> passed = add(List.of(out), flow, List.of(cotangent));
                x.close();
                if (time) {
                    embeddingGradient = scope.keep(passed.get(1));
                }
                return scope.keep(passed.get(0));
            }
        }

        /** @return the gradient at the block's input; null where nothing before the block needs one */
        private @Nullable NDArray block(int index, NDArray gradient) {
            try (Scope scope = Scope.open()) {
                NDArray x = takeLast();
                boolean wanted = index > 0 || model.patches().requiresGradient(latents);
                x.setRequiresGradient(wanted);
                List<NDArray> flow = new ArrayList<>();
                flow.addAll(wanted ? List.of(x) : List.of());
                flow.addAll(timeNeeded ? List.of(modulation) : List.of());
                flow.addAll(textNeeded ? List.of(texts) : List.of());
                NDArray out = model.blocks().get(index).forward(x, modulation, texts, places, Probe.NONE);
                List<NDArray> passed =
                        Ops.requiresGradient(out) ? add(List.of(out), flow, List.of(gradient)) : List.of();
                x.close();
                gradient.close();
                int at = wanted ? 1 : 0;
                if (timeNeeded) {
                    modulationGradient = sum(scope, modulationGradient, passed.get(at++));
                }
                if (textNeeded) {
                    textGradient = sum(scope, textGradient, passed.get(at));
                }
                return wanted ? scope.keep(passed.get(0)) : null;
            }
        }

        private static NDArray sum(Scope scope, @Nullable NDArray sum, NDArray next) {
            // In float32 whatever the matrices are in: there are many blocks.
            return sum == null ? scope.keep(Precision.wide(next)) : sum.addi(Precision.wide(next));
        }

        private void embeddings() {
            List<NDArray> outputs = new ArrayList<>();
            List<NDArray> cotangents = new ArrayList<>();
            if (embeddingGradient != null) {
                outputs.add(times.embedding());
                cotangents.add(embeddingGradient);
            }
            if (modulationGradient != null) {
                outputs.add(times.modulation());
                cotangents.add(modulationGradient);
            }
            if (textGradient != null) {
                outputs.add(text);
                cotangents.add(Ops.cast(textGradient, text.getDataType()));
            }
            if (!outputs.isEmpty()) {
                add(outputs, List.of(), cotangents);
            }
        }

        private List<NDArray> add(List<NDArray> outputs, List<NDArray> flow, List<NDArray> cotangents) {
            return Ops.addVjp(outputs, flow, parameters, cotangents, sums);
        }

        private NDArray takeLast() {
            return stream.remove(stream.size() - 1);
        }
    }
}
