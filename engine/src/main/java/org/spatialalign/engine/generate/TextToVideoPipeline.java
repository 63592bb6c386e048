package org.spatialalign.engine.generate;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.model.lora.LoraCheck;
import org.spatialalign.engine.model.lora.LoraFile;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.wan.AutoencoderKLWan;
import org.spatialalign.engine.model.wan.PreparedContext;
import org.spatialalign.engine.model.wan.VaeRun;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.schedule.FlowMatchEuler;
import org.spatialalign.engine.schedule.Sampler;
import org.spatialalign.engine.schedule.UniPc;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.TorchGenerator;
import org.spatialalign.engine.tensor.safetensors.Safetensors;

/**
 * A Wan text-to-video model that makes clips by their recipes. Each part is loaded when it is first needed; the text
 * encoder, by far the largest, only while prompts are encoded. One thread at a time; closing it frees everything.
 */
public final class TextToVideoPipeline implements AutoCloseable {

    /**
     * Part of every recipe: the version of the program that came first to the numbers made here. It changes only when
     * the same recipe comes to other latents or frames than before; each clip there is then counts as made otherwise.
     */
    public static final String REVISION = "0.1.0";

    /** Prompts whose keys and values are held: the one at hand and the negative one. */
    private static final int CONTEXTS = 2;

    private final ModelFolder folder;
    private final ModelConfigs configs;
    private final GenerationRecipe.Model model;
    private final Compute compute;
    private final PromptStates prompts;
    private final NDManager manager;
    private final Map<String, PreparedContext> contexts = new LinkedHashMap<>();
    private @Nullable WanTransformer3D transformer;
    private boolean borrowed;
    private @Nullable AutoencoderKLWan vae;
    private @Nullable LoraInjection adapter;
    private GenerationRecipe.@Nullable Lora lora;

    private TextToVideoPipeline(
            ModelFolder folder, ModelConfigs configs, GenerationRecipe.Model model, Compute compute, Path cache) {
        this.folder = folder;
        this.configs = configs;
        this.model = model;
        this.compute = compute;
        this.prompts = new PromptStates(folder.path(), configs.text().width(), compute, cache);
        this.manager = Torch.newManager(compute.device());
    }

    /**
     * Checks the folder and works out the model's identity; loads nothing yet.
     *
     * @param cache a folder for what can be made again: hashes of large files, encoded prompts
     * @throws WorkbenchException when it is no complete model, with everything that is wrong
     */
    public static TextToVideoPipeline open(
            Path modelFolder, Compute compute, Path cache, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        ModelFolder folder = ModelFolder.inspect(modelFolder);
        folder.requireComplete();
        String hash = new ModelIdentity(cache).of(folder, progress, cancel).hex();
        return new TextToVideoPipeline(
                folder,
                ModelConfigs.read(folder.path()),
                new GenerationRecipe.Model(folder.name(), hash),
                compute,
                cache);
    }

    public GenerationRecipe.Model model() {
        return model;
    }

    public ModelConfigs configs() {
        return configs;
    }

    /** The recipe that this model, as it is now, would follow. */
    public GenerationRecipe recipe(String prompt, long seed, GenerationSettings settings) {
        return new GenerationSetup(model, lora, compute.precision()).recipe(prompt, seed, settings);
    }

    /**
     * Puts a LoRA on the transformer in place of the one there was.
     *
     * @param what by which recipes name it, with its multiplier
     * @throws WorkbenchException when it does not fit the model; then there is none on it
     */
    public void attach(LoraFile file, GenerationRecipe.Lora what) throws WorkbenchException {
        detach();
        LoraCheck.of(file, configs.transformer().parameterShapes()).requireComplete();
        adapter = LoraInjection.attach(transformer().linears(), file);
        adapter.setMultiplier(what.multiplier());
        lora = what;
    }

    /**
     * Computes with a transformer that somebody else has loaded from this very folder, and closes after this.
     *
     * @throws IllegalStateException when there is a transformer already
     */
    public void borrow(WanTransformer3D lent) {
        if (transformer != null) {
            throw new IllegalStateException("this pipeline has a transformer");
        }
        transformer = lent;
        borrowed = true;
    }

    /**
     * Says what is on a transformer that was lent: its owner put it there, and takes it off.
     *
     * @param what by which recipes name it; null for nothing
     */
    public void carries(GenerationRecipe.@Nullable Lora what) {
        if (!borrowed) {
            throw new IllegalStateException("this transformer is the pipeline's own: attach a LoRA to it");
        }
        forgetContexts();
        lora = what;
    }

    /** Frees what is only needed while clips are made, and made ready again when it is; keeps the transformer. */
    public void rest() {
        forgetContexts();
        if (vae != null) {
            vae.close();
            vae = null;
        }
    }

    /** Takes the LoRA off. */
    public void detach() {
        // Keys and values were worked out with the adapters that were on.
        forgetContexts();
        if (adapter != null) {
            adapter.close();
            adapter = null;
            lora = null;
        }
    }

    /**
     * Encodes prompts that are not known yet, so that the text encoder is needed once for many clips.
     *
     * @throws WorkbenchException when a prompt is empty, or the encoder's files are damaged
     */
    public void encode(List<String> texts, GenerationListener listener, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        prompts.encode(texts, listener, cancel);
    }

    /**
     * Makes a clip's latents: the sampler's steps from the seed's noise. Returns within one evaluation of the network
     * when cancelled.
     *
     * @throws WorkbenchException when the recipe is for another model or LoRA than the ones at hand, or cannot be
     *     followed
     */
    public Latents generate(GenerationRecipe recipe, GenerationListener listener, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        return generate(recipe, null, listener, cancel, step -> {});
    }

    /** @param noise to start from instead of the seed's */
    Latents generate(
            GenerationRecipe recipe,
            @Nullable NDArray noise,
            GenerationListener listener,
            CancelToken cancel,
            Denoiser.Probe probe)
            throws WorkbenchException, CancelledException {
        check(recipe);
        GenerationSettings settings = recipe.settings();
        encode(texts(recipe), listener, cancel);
        try (GradMode mode = GradMode.off();
                NDManager work = Torch.newManager(compute.device());
                Scope scope = Scope.open()) {
            PreparedContext prompt = context(recipe.prompt());
            PreparedContext negative = settings.guided() ? context(settings.negativePrompt()) : null;
            NDArray start = noise == null ? noise(recipe, work) : noise;
            listener.onProgress(Phase.DENOISING, 0, settings.steps());
            Denoiser denoiser = new Denoiser(transformer(), prompt, negative, settings.guidance());
            NDArray result = denoiser.run(start, sampler(settings), settings.steps(), work, cancel, step -> {
                probe.on(step);
                int done = step.index + 1;
                if (listener.wantsPreview(done, settings.steps())) {
                    preview(done, step.clean(), settings, listener, cancel);
                }
                listener.onProgress(Phase.DENOISING, done, settings.steps());
            });
            return Latents.of(result.toDevice(Device.cpu(), false));
        } catch (EngineException e) {
            throw libraryFailed(e);
        }
    }

    /** What the library throws when memory runs out half way, and for faults of the device. */
    private static WorkbenchException libraryFailed(EngineException e) {
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("it gave no reason");
        return new WorkbenchException(
                "the tensor library stopped: " + said
                        + ". If memory ran out, make the clip shorter or smaller, or close other programs",
                e);
    }

    /**
     * Makes frames of latents, a few at a time, so that the whole clip is never held.
     *
     * @param frames takes each frame: blue, green, red, 255; the buffer is used again for the next
     */
    public void decode(
            Latents latents, EightBit rule, GenerationListener listener, CancelToken cancel, FrameSink frames)
            throws WorkbenchException, CancelledException {
        try (GradMode mode = GradMode.off();
                NDManager work = Torch.newManager(compute.device());
                Scope scope = Scope.open()) {
            NDArray z = latents.toNDArray(work);
            Progress.Listener progress = p -> listener.onProgress(Phase.DECODING, (int) p.done(), (int) p.total());
            decode(z, rule, VaeRun.of(cancel, progress), frames);
        } catch (EngineException e) {
            throw libraryFailed(e);
        }
    }

    private void decode(NDArray z, EightBit rule, VaeRun run, FrameSink frames)
            throws WorkbenchException, CancelledException {
        Shape shape = z.getShape();
        int factor = configs.vae().spatialFactor();
        long pixels = Math.multiplyExact(shape.get(3) * factor, shape.get(4) * factor);
        ByteBuffer bgra = ByteBuffer.allocateDirect(Math.toIntExact(4 * pixels));
        vae().decode(z, run, (first, chunk) -> FrameBytes.send(chunk, rule, bgra, frames));
    }

    /** Takes a clip's frames one by one. */
    @FunctionalInterface
    public interface FrameSink {

        /** @param bgra direct, {@code 4 * width * height} bytes from position 0; valid during the call */
        void add(ByteBuffer bgra) throws WorkbenchException, CancelledException;
    }

    private void preview(
            int step, NDArray clean, GenerationSettings settings, GenerationListener listener, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        long middle = clean.getShape().get(2) / 2;
        // Decoded as if it were a first frame: one picture, and nothing to remember.
        NDArray one = clean.get(new NDIndex(":, :, {}:{}", middle, middle + 1));
        VideoSize size = settings.size();
        decode(one, settings.eightBit(), VaeRun.of(cancel, Progress.Listener.NONE), bgra -> {
            ByteBuffer copy = ByteBuffer.allocateDirect(bgra.limit());
            copy.put(bgra.duplicate()).clear();
            listener.onPreview(step, new Frame(0, size.width(), size.height(), copy));
        });
    }

    private void check(GenerationRecipe recipe) throws WorkbenchException {
        if (recipe.prompt().isBlank()) {
            throw new WorkbenchException("the prompt is empty; write what the clip is to show");
        }
        recipe.settings().check();
        configs.sizes().check(recipe.settings().size());
        GenerationRecipe own = recipe(recipe.prompt(), recipe.seed(), recipe.settings());
        if (!own.makesTheSameAs(recipe)) {
            throw new WorkbenchException("the recipe is for " + recipe.source() + " in " + recipe.precision()
                    + (own.pipeline().equals(recipe.pipeline()) ? "" : " by version " + recipe.codeVersion())
                    + "; what is at hand is " + own.source()
                    + (recipe.model().hash().equals(model.hash()) ? "" : ", whose files differ")
                    + ". Open the model and the LoRA that it names");
        }
    }

    private static List<String> texts(GenerationRecipe recipe) {
        GenerationSettings settings = recipe.settings();
        return settings.guided() ? List.of(recipe.prompt(), settings.negativePrompt()) : List.of(recipe.prompt());
    }

    private static Sampler sampler(GenerationSettings settings) {
        return switch (settings.sampler()) {
            case EULER -> new FlowMatchEuler(settings.shift(), settings.roundedTimesteps());
            case UNIPC -> new UniPc(settings.shift());
        };
    }

    private NDArray noise(GenerationRecipe recipe, NDManager owner) {
        long[] latent = configs.latentShape(recipe.settings().size());
        Shape shape = new Shape(1, latent[0], latent[1], latent[2], latent[3]);
        return new TorchGenerator(recipe.seed()).normal(shape, owner);
    }

    private PreparedContext context(String text) throws WorkbenchException {
        PreparedContext known = contexts.remove(text);
        if (known == null) {
            if (contexts.size() >= CONTEXTS) {
                String oldest = contexts.keySet().iterator().next();
                contexts.remove(oldest).close();
            }
            try (Scope scope = Scope.open()) {
                known = transformer().prepare(prompts.states(text, manager));
            }
        }
        // Last used, last out.
        contexts.put(text, known);
        return known;
    }

    private void forgetContexts() {
        contexts.values().forEach(PreparedContext::close);
        contexts.clear();
    }

    private WanTransformer3D transformer() throws WorkbenchException {
        if (transformer == null) {
            try (TensorSource source = Safetensors.open(folder.path().resolve(ComponentRole.TRANSFORMER.folder()))) {
                transformer = WanTransformer3D.load(source, configs.transformer(), compute);
            }
        }
        return transformer;
    }

    /** In float32 whatever the transformer computes in: half precision overflows in it. */
    private AutoencoderKLWan vae() throws WorkbenchException {
        if (vae == null) {
            try (TensorSource source = Safetensors.open(folder.path().resolve(ComponentRole.VAE.folder()))) {
                vae = AutoencoderKLWan.load(configs.vae(), source, new Compute(compute.device(), DataType.FLOAT32));
            }
        }
        return vae;
    }

    /** What the transformer is told of a prompt that was encoded: [1, 512, width]. */
    NDArray states(String text, NDManager owner) {
        return prompts.states(text, owner);
    }

    /** The decoder, for those who want its numbers. */
    AutoencoderKLWan decoder() throws WorkbenchException {
        return vae();
    }

    @Override
    public void close() {
        detach();
        if (transformer != null && !borrowed) {
            transformer.close();
        }
        if (vae != null) {
            vae.close();
        }
        manager.close();
    }
}
