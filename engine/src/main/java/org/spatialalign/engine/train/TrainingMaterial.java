package org.spatialalign.engine.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComponentRole;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.model.umt5.PromptTokenizer;
import org.spatialalign.engine.model.umt5.TextEncoder;
import org.spatialalign.engine.model.wan.AutoencoderKLWan;
import org.spatialalign.engine.model.wan.VaeClipEncoder;
import org.spatialalign.engine.model.wan.VaeConfig;
import org.spatialalign.engine.model.wan.VaeFrames;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.safetensors.Safetensors;

/**
 * What pairs are made of, worked out once before a training: each prompt by the text encoder, each clip by the
 * autoencoder, unless its latents were kept when it was generated. Both models are closed again before the transformer
 * is opened. One thread.
 */
public final class TrainingMaterial implements PairBatches.Material {

    private static final String PROMPTS = "prompts";

    private final Map<ContentHash, TrainingClip> clips;
    private final LatentCache latents;
    private final Map<String, float[]> states = new HashMap<>();
    private int width;

    private TrainingMaterial(Map<ContentHash, TrainingClip> clips, LatentCache latents) {
        this.clips = clips;
        this.latents = latents;
    }

    /**
     * Encodes what is not in the cache yet.
     *
     * @param model a whole model's folder
     * @param autoencoder identity of the model's autoencoder
     * @param clips all clips of the pairs
     * @param cache the program's folder for what can be made again
     */
    public static TrainingMaterial prepare(
            Path model,
            ContentHash autoencoder,
            Compute compute,
            List<TrainingPair> pairs,
            Map<ContentHash, TrainingClip> clips,
            Path cache,
            Progress.Listener progress,
            CancelToken cancel)
            throws WorkbenchException, CancelledException {
        TrainingMaterial material = new TrainingMaterial(clips, cache(cache, autoencoder, compute));
        material.encodePrompts(model, compute, pairs, cache.resolve(PROMPTS), progress, cancel);
        material.encodeClips(model, compute, pairs, progress, cancel);
        return material;
    }

    /** Where the latents of clips are kept for this model and this way of computing. */
    public static LatentCache cache(Path cache, ContentHash autoencoder, Compute compute) {
        return new LatentCache(cache, autoencoder.brief() + "-" + compute.matrices());
    }

    private void encodePrompts(
            Path model,
            Compute compute,
            List<TrainingPair> pairs,
            Path cache,
            Progress.Listener progress,
            CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Set<String> prompts = new LinkedHashSet<>();
        pairs.forEach(pair -> prompts.add(pair.prompt()));
        try (TextEncoder encoder = TextEncoder.open(model, compute.device(), true, cache);
                NDManager host = Torch.newManager(Device.cpu())) {
            width = encoder.width();
            for (String prompt : prompts) {
                cancel.check();
                progress.report(states.size(), prompts.size(), "prompts", "encoding prompts");
                try (Scope scope = Scope.open()) {
                    states.put(prompt, encoder.encode(prompt, host, cancel).toFloatArray());
                }
            }
        }
    }

    private void encodeClips(
            Path model, Compute compute, List<TrainingPair> pairs, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Set<ContentHash> missing = new LinkedHashSet<>();
        for (TrainingPair pair : pairs) {
            for (ContentHash hash : List.of(pair.winner(), pair.loser())) {
                if (!keptLatents(pair) && !latents.has(hash)) {
                    missing.add(hash);
                }
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        Path folder = model.resolve(ComponentRole.VAE.folder());
        try (var source = Safetensors.open(folder);
                AutoencoderKLWan autoencoder =
                        AutoencoderKLWan.load(VaeConfig.read(folder.resolve("config.json")), source, compute)) {
            int done = 0;
            for (ContentHash hash : missing) {
                TrainingClip clip = clip(hash);
                progress.report(done++, missing.size(), "clips", "encoding " + clip.name());
                encode(autoencoder, clip, compute, cancel);
            }
        }
    }

    private void encode(AutoencoderKLWan autoencoder, TrainingClip clip, Compute compute, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        DecodedClip decoded = new ClipDecoder().decode(clip.file(), DecodeOptions.FULL, Progress.Listener.NONE, cancel);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < usableFrames(decoded.clip().frameCount(), autoencoder.config()); i++) {
            frames.add(decoded.clip().frame(i));
        }
        try (NDManager own = Torch.newManager(compute.device());
                GradMode mode = GradMode.off();
                VaeClipEncoder encoder = autoencoder.encoder()) {
            while (encoder.frames() < frames.size()) {
                cancel.check();
                try (Scope scope = Scope.open()) {
                    int end = encoder.frames() + encoder.wanted();
                    encoder.add(VaeFrames.toTensor(frames.subList(encoder.frames(), end), own));
                }
            }
            try (Scope scope = Scope.open()) {
                latents.put(clip.hash(), encoder.finish(own).normalised());
            }
        } catch (WorkbenchException e) {
            throw new WorkbenchException(clip.name() + " cannot be encoded: " + e.getMessage(), e);
        }
    }

    /** One and then groups of four: up to three frames at the end of a clip are left out. */
    public static int usableFrames(int frames, VaeConfig config) {
        int group = config.temporalFactor();
        return 1 + (frames - 1) / group * group;
    }

    /** Of a pair both or none: a video file has lost a little against what it was made of. */
    private boolean keptLatents(TrainingPair pair) throws WorkbenchException {
        return clip(pair.winner()).latents() != null && clip(pair.loser()).latents() != null;
    }

    private TrainingClip clip(ContentHash hash) throws WorkbenchException {
        TrainingClip clip = clips.get(hash);
        if (clip == null) {
            throw new WorkbenchException("clip " + hash.brief() + " of the pairs is not in the project");
        }
        return clip;
    }

    @Override
    public NDArray latents(TrainingPair pair, boolean winner, NDManager manager) throws WorkbenchException {
        TrainingClip clip = clip(winner ? pair.winner() : pair.loser());
        Path kept = clip.latents();
        return LatentCache.load(kept != null && keptLatents(pair) ? kept : latents.file(clip.hash()), manager);
    }

    @Override
    public NDArray context(TrainingPair pair, NDManager manager) {
        float[] known = states.get(pair.prompt());
        if (known == null) {
            throw new IllegalStateException("not encoded: " + pair.prompt());
        }
        int length = PromptTokenizer.MAX_LENGTH;
        return manager.create(Arrays.copyOf(known, length * width), new Shape(1, length, width));
    }
}
