package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.model.wan.Attention.KeyValues;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;

/**
 * The video transformer of Wan 2.1 text-to-video (Wan-AI, 2025; WanTransformer3DModel in diffusers): from noisy
 * latents, a timestep and a text to the velocity of the flow. Records gradients where {@link GradMode} is on. One
 * thread at a time; closing it frees the weights.
 */
public final class WanTransformer3D implements AutoCloseable {

    private final WanTransformerConfig config;
    private final Weights weights;
    private final Precision precision;
    private final PatchEmbedding patches;
    private final TimeEmbedding time;
    private final TextEmbedding text;
    private final List<WanBlock> blocks = new ArrayList<>();
    private final OutputHead head;
    private final RotaryTables tables;
    private final Map<String, Linear> linears = new LinkedHashMap<>();

    /**
     * Takes over the weights.
     *
     * @param matrices the type that the matrices are held and multiplied in
     */
    public WanTransformer3D(WanTransformerConfig config, Weights weights, DataType matrices) {
        this.config = config;
        this.weights = weights;
        precision = new Precision(matrices);
        patches = new PatchEmbedding(config, weights, precision);
        time = new TimeEmbedding(config, weights);
        text = new TextEmbedding(weights, precision);
        for (int i = 0; i < config.layers(); i++) {
            blocks.add(new WanBlock(i, config, weights, precision));
        }
        head = new OutputHead(config, weights, precision);
        tables = new RotaryTables(config.headDim(), weights.manager());
        time.linears().forEach(this::enlist);
        text.linears().forEach(this::enlist);
        blocks.forEach(block -> block.linears().forEach(this::enlist));
        enlist(head.linear());
    }

    private void enlist(Linear linear) {
        linears.put(linear.name(), linear);
    }

    /**
     * Loads the weights from a file in the names of diffusers or in the original ones.
     *
     * @throws WorkbenchException when a parameter is missing or of another shape than the configuration's
     */
    public static WanTransformer3D load(TensorSource source, WanTransformerConfig config, Compute compute)
            throws WorkbenchException {
        Precision precision = new Precision(compute.matrices());
        Weights weights =
                Weights.load(DiffusersNames.of(source), config.parameterShapes(), compute.device(), precision::of);
        return new WanTransformer3D(config, weights, compute.matrices());
    }

    /** A model that has learned nothing, the same for the same seed. */
    public static WanTransformer3D untrained(WanTransformerConfig config, Compute compute, long seed) {
        NDManager manager = Torch.newManager(compute.device());
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            RandomWeights random = new RandomWeights(seed, new Precision(compute.matrices()));
            Weights weights = Weights.make(config.parameterShapes(), manager, random);
            weights.all().values().forEach(weight -> scope.give(weight, manager));
            return new WanTransformer3D(config, weights, compute.matrices());
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** The type that a parameter is held in where the matrices are in {@code matrices}. */
    public static DataType typeOf(String parameter, DataType matrices) {
        return new Precision(matrices).of(parameter);
    }

    public WanTransformerConfig config() {
        return config;
    }

    public Weights weights() {
        return weights;
    }

    /** Every linear layer by its name in diffusers, in the order of the model. */
    public Map<String, Linear> linears() {
        return Collections.unmodifiableMap(linears);
    }

    /**
     * @param latents [B, C, T, H, W], float32; T, H and W multiples of the patch's
     * @param timestep [B], 0..1000, float32
     * @param context states of the text encoder, rows of padding zero; [B, L, textDim]
     * @return the velocity, [B, C, T, H, W], float32
     */
    public NDArray forward(NDArray latents, NDArray timestep, NDArray context) {
        return forward(latents, timestep, context, Probe.NONE);
    }

    NDArray forward(NDArray latents, NDArray timestep, NDArray context, Probe probe) {
        TokenGrid grid = check(latents, timestep, context.getShape().get(0));
        try (Scope scope = Scope.open()) {
            TimeEmbedding.Embedded times = time.forward(timestep, probe);
            NDArray texts = text.forward(context, probe);
            NDArray x = patches.forward(latents, grid, probe);
            RotaryTable places = tables.of(grid);
            for (WanBlock block : blocks) {
                x = block.forward(x, times.modulation(), texts, places, probe);
            }
            return scope.keep(head.forward(x, times.embedding(), grid, probe));
        }
    }

    /**
     * {@link #forward(NDArray, NDArray, NDArray)} that can be followed by a backward pass in the memory of one block.
     * The three inputs must live until the result is closed.
     */
    public CheckpointedPass checkpointed(NDArray latents, NDArray timestep, NDArray context) {
        TokenGrid grid = check(latents, timestep, context.getShape().get(0));
        return new CheckpointedPass(this, latents, timestep, context, grid, tables.of(grid));
    }

    /**
     * Works out once what all steps of a prompt share. Records no gradients.
     *
     * @param context as in {@link #forward(NDArray, NDArray, NDArray)}
     */
    public PreparedContext prepare(NDArray context) {
        NDManager owner = weights.manager().newSubManager();
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray texts = text.forward(context, Probe.NONE);
            List<KeyValues> prepared = new ArrayList<>();
            for (WanBlock block : blocks) {
                KeyValues seen = block.text(texts);
                prepared.add(new KeyValues(scope.give(seen.keys(), owner), scope.give(seen.values(), owner)));
            }
            return new PreparedContext(owner, prepared);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /**
     * The same numbers as with the context that was prepared. Records no gradients.
     *
     * @param latents [B, C, T, H, W], float32
     * @param timestep [B], 0..1000, float32
     */
    public NDArray forward(NDArray latents, NDArray timestep, PreparedContext context) {
        TokenGrid grid = check(latents, timestep, context.batch());
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            TimeEmbedding.Embedded times = time.forward(timestep, Probe.NONE);
            NDArray x = patches.forward(latents, grid, Probe.NONE);
            RotaryTable places = tables.of(grid);
            for (int i = 0; i < blocks.size(); i++) {
                NDArray y = blocks.get(i).forward(x, times.modulation(), context.block(i), places, Probe.NONE);
                // The stream between two blocks is the largest thing there is: it does not wait for the scope.
                x.close();
                x = y;
            }
            return scope.keep(head.forward(x, times.embedding(), grid, Probe.NONE));
        }
    }

    private TokenGrid check(NDArray latents, NDArray timestep, long contexts) {
        Shape size = latents.getShape();
        long batch = size.get(0);
        boolean fits = size.dimension() == 5
                && size.get(1) == config.inChannels()
                && timestep.getShape().equals(new Shape(batch))
                && contexts == batch;
        if (!fits) {
            throw new IllegalArgumentException("latents " + size + ", timestep " + timestep.getShape() + ", " + contexts
                    + " contexts; expected [B, " + config.inChannels() + ", T, H, W], [B] and B");
        }
        try {
            return config.grid(size.get(2), size.get(3), size.get(4));
        } catch (WorkbenchException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    PatchEmbedding patches() {
        return patches;
    }

    TimeEmbedding time() {
        return time;
    }

    TextEmbedding text() {
        return text;
    }

    List<WanBlock> blocks() {
        return blocks;
    }

    OutputHead head() {
        return head;
    }

    @Override
    public void close() {
        weights.close();
    }
}
