package org.spatialalign.engine.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.umt5.Umt5Config;
import org.spatialalign.engine.model.wan.VaeConfig;
import org.spatialalign.engine.model.wan.WanConfigFile;
import org.spatialalign.engine.model.wan.WanTransformerConfig;

/** The sizes of a model's parts, read together. */
public record ModelConfigs(WanTransformerConfig transformer, VaeConfig vae, Umt5Config text) {

    /** @throws WorkbenchException naming the file and the field that is wrong */
    public static ModelConfigs read(Path model) throws WorkbenchException {
        return new ModelConfigs(
                WanConfigFile.read(config(model, ComponentRole.TRANSFORMER)),
                VaeConfig.read(config(model, ComponentRole.VAE)),
                Umt5Config.read(config(model, ComponentRole.TEXT_ENCODER)));
    }

    private static Path config(Path model, ComponentRole role) {
        return model.resolve(role.folder()).resolve(ModelFolder.CONFIG);
    }

    /** In what the parts, each sound by itself, do not fit each other. */
    static List<String> disagreements(Path model) {
        List<String> problems = new ArrayList<>();
        try {
            ModelConfigs configs = read(model);
            WanTransformerConfig transformer = configs.transformer();
            int latents = configs.vae().zDim();
            if (transformer.inChannels() != latents || transformer.outChannels() != latents) {
                problems.add("the transformer takes latents of " + transformer.inChannels() + " channels and gives "
                        + transformer.outChannels() + ", the autoencoder has " + latents
                        + "; the parts are of different models");
            }
            if (transformer.textDim() != configs.text().width()) {
                problems.add("the transformer takes prompts of width " + transformer.textDim()
                        + ", the text encoder gives " + configs.text().width()
                        + "; the parts are of different models");
            }
        } catch (WorkbenchException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    /** Which sizes of clips it can make. */
    public SizeRule sizes() {
        List<Integer> patch = transformer.patch();
        int space = vae.spatialFactor() * leastCommonMultiple(patch.get(1), patch.get(2));
        return new SizeRule(space, vae.temporalFactor() * patch.get(0));
    }

    private static int leastCommonMultiple(int a, int b) {
        int smaller = Math.min(a, b);
        for (int multiple = Math.max(a, b); ; multiple += Math.max(a, b)) {
            if (multiple % smaller == 0) {
                return multiple;
            }
        }
    }

    /** Sizes of the latents of a clip: channels, frames, height, width. */
    long[] latentShape(VideoSize size) {
        return new long[] {
            vae.zDim(),
            vae.latentFrames(size.frames()),
            size.height() / vae.spatialFactor(),
            size.width() / vae.spatialFactor()
        };
    }
}
