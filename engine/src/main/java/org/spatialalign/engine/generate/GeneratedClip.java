package org.spatialalign.engine.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.media.ClipTags;

/** Files of generated clips: an mp4 that carries its recipe as its comment and its prompt as its title. */
public final class GeneratedClip {

    private static final String COMMENT = "comment";
    private static final String TITLE = "title";

    /** Bits per pixel of the largest clips, with room to spare. */
    private static final double BITS_PER_PIXEL = 0.5;

    private static final long MARGIN = 64L << 20;

    private GeneratedClip() {}

    /** Decodes latents into a file that is there as a whole or, after a fault or a cancel, not at all. */
    public static void write(
            Path mp4,
            TextToVideoPipeline pipeline,
            Latents latents,
            GenerationRecipe recipe,
            GenerationListener listener,
            CancelToken cancel)
            throws WorkbenchException, CancelledException {
        GenerationSettings settings = recipe.settings();
        VideoSize size = settings.size();
        Map<String, String> tags = Map.of(TITLE, recipe.prompt(), COMMENT, recipe.toJson());
        ClipEncoder.<CancelledException>write(
                mp4,
                size.width(),
                size.height(),
                settings.frameRate(),
                ClipEncoder.EncodeOptions.withMetadata(tags),
                encoder -> pipeline.decode(latents, settings.eightBit(), listener, cancel, encoder::add));
    }

    /** Writes the recipe as a file beside a clip; returns it. */
    public static Path writeRecipe(Path mp4, GenerationRecipe recipe) throws WorkbenchException {
        Path file = recipeFile(mp4);
        try {
            AtomicFiles.<IOException>write(file, temporary -> Files.writeString(temporary, recipe.toJson() + "\n"));
            return file;
        } catch (IOException e) {
            throw new WorkbenchException("cannot write " + file + ": " + FileFault.reason(e), e);
        }
    }

    /** Where the recipe of a clip lies when it lies beside it: {@code a.mp4} has {@code a.json}. */
    public static Path recipeFile(Path mp4) {
        String name = String.valueOf(mp4.getFileName()).replaceFirst("\\.mp4$", "");
        return mp4.resolveSibling(name + ".json");
    }

    /**
     * The recipe that a clip's file carries; empty for clips from elsewhere.
     *
     * @throws WorkbenchException when it is no video, or carries a recipe that cannot be read
     */
    public static Optional<GenerationRecipe> recipeOf(Path mp4) throws WorkbenchException {
        String comment = ClipTags.read(mp4).getOrDefault(COMMENT, "");
        if (!GenerationRecipe.looksLikeOne(comment)) {
            return Optional.empty();
        }
        try {
            return Optional.of(GenerationRecipe.fromJson(comment));
        } catch (WorkbenchException e) {
            throw new WorkbenchException(mp4 + " carries a recipe that cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a file is a clip made by this recipe; false for one that is damaged, or none at all. */
    public static boolean isMadeBy(GenerationRecipe recipe, Path mp4) {
        try {
            return Files.isRegularFile(mp4)
                    && recipeOf(mp4).filter(recipe::makesTheSameAs).isPresent();
        } catch (WorkbenchException e) {
            return false;
        }
    }

    /** Disk that a clip takes at the most, an estimate. */
    public static double bytes(ModelConfigs configs, GenerationSettings settings, boolean latents) {
        VideoSize size = settings.size();
        double pixels = (double) size.width() * size.height() * size.frames();
        long[] shape = configs.latentShape(size);
        return pixels * BITS_PER_PIXEL / 8 + (latents ? 4.0 * shape[0] * shape[1] * shape[2] * shape[3] : 0);
    }

    /**
     * @param folder that the clips go into; need not exist yet
     * @throws WorkbenchException when the disk has no room for so many clips
     */
    public static void requireRoom(
            Path folder, ModelConfigs configs, GenerationSettings settings, int clips, boolean latents)
            throws WorkbenchException {
        VideoSize size = settings.size();
        double needed = clips * bytes(configs, settings, latents) + MARGIN;
        long usable = usable(folder);
        // 0 also means "unknown".
        if (usable > 0 && usable < needed) {
            throw new WorkbenchException("the disk of " + folder + " has " + ModelFit.gigabytes(usable)
                    + " left; " + (clips == 1 ? "a clip" : clips + " clips") + " of " + size.words() + " may take "
                    + ModelFit.gigabytes(needed) + ". Free some space, or make fewer or smaller clips");
        }
    }

    /** Bytes left on the disk where a folder lies, or will lie. */
    private static long usable(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there.toFile().getUsableSpace();
    }
}
