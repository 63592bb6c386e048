package org.spatialalign.engine.model.wan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Sizes of a Wan 2.1 autoencoder, as in the {@code config.json} beside its weights (diffusers, AutoencoderKLWan). The
 * published one: 96, 16, [1, 2, 4, 4], 2, [false, true, true].
 *
 * @param baseDim channels of the finest level
 * @param zDim channels of a latent
 * @param dimMult channels of each level in units of {@code baseDim}, finest first
 * @param numResBlocks residual blocks in a level of the encoder; the decoder has one more
 * @param temporalDownsample for each step from a level to the next, whether it halves the frames too
 * @param latentsMean what is subtracted from each channel of a latent, {@code zDim} numbers
 * @param latentsStd what it is divided by then
 */
public record VaeConfig(
        int baseDim,
        int zDim,
        List<Integer> dimMult,
        int numResBlocks,
        List<Boolean> temporalDownsample,
        List<Double> latentsMean,
        List<Double> latentsStd) {

    /** Colours of a picture. */
    static final int RGB = 3;

    /** Keys that change nothing here. */
    private static final Set<String> KNOWN = Set.of(
            "base_dim",
            "z_dim",
            "dim_mult",
            "num_res_blocks",
            "temperal_downsample",
            "latents_mean",
            "latents_std",
            "dropout");

    public VaeConfig {
        dimMult = List.copyOf(dimMult);
        temporalDownsample = List.copyOf(temporalDownsample);
        latentsMean = List.copyOf(latentsMean);
        latentsStd = List.copyOf(latentsStd);
        require(baseDim >= 1, "base_dim is " + baseDim + "; expected 1 or more");
        require(zDim >= 1, "z_dim is " + zDim + "; expected 1 or more");
        require(numResBlocks >= 1, "num_res_blocks is " + numResBlocks + "; expected 1 or more");
        require(
                !dimMult.isEmpty() && dimMult.size() <= 8 && dimMult.stream().allMatch(m -> m >= 1),
                "dim_mult is " + dimMult + "; expected one to eight whole numbers of 1 or more");
        require(
                temporalDownsample.size() == dimMult.size() - 1,
                "temperal_downsample has " + temporalDownsample.size() + " entries; expected one less than dim_mult, "
                        + (dimMult.size() - 1));
        for (int i = 1; i < dimMult.size(); i++) {
            require(
                    baseDim * dimMult.get(i) % 2 == 0,
                    "base_dim times dim_mult[" + i + "] is odd; each level but the finest is halved on the way up");
        }
        require(
                latentsMean.size() == zDim && latentsStd.size() == zDim,
                "latents_mean and latents_std have " + latentsMean.size() + " and " + latentsStd.size()
                        + " entries; expected z_dim, " + zDim);
        require(
                latentsMean.stream().allMatch(Double::isFinite)
                        && latentsStd.stream().allMatch(std -> Double.isFinite(std) && std > 0),
                "latents_mean must hold finite and latents_std positive numbers");
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** @throws WorkbenchException naming the file and the key when it does not describe a Wan 2.1 autoencoder */
    public static VaeConfig read(Path file) throws WorkbenchException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        }
        try {
            return of(Json.parse(text));
        } catch (WorkbenchException | IllegalArgumentException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
    }

    private static VaeConfig of(JsonNode json) throws WorkbenchException {
        if (!json.isObject()) {
            throw new WorkbenchException("expected a JSON object with base_dim, z_dim, dim_mult and so on");
        }
        VaeConfig config = new VaeConfig(
                whole(json, "base_dim"),
                whole(json, "z_dim"),
                list(json, "dim_mult", n -> n.canConvertToInt() && n.isIntegralNumber(), JsonNode::intValue),
                whole(json, "num_res_blocks"),
                list(json, "temperal_downsample", JsonNode::isBoolean, JsonNode::booleanValue),
                list(json, "latents_mean", JsonNode::isNumber, JsonNode::doubleValue),
                list(json, "latents_std", JsonNode::isNumber, JsonNode::doubleValue));
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            config.check(field.getKey(), field.getValue());
        }
        return config;
    }

    /** Refuses what would make it another network: Wan 2.2's, or one that is not known here. */
    private void check(String key, JsonNode value) throws WorkbenchException {
        boolean fits =
                switch (key) {
                    case "_class_name" -> value.asText().equals("AutoencoderKLWan");
                    case "in_channels", "out_channels" -> value.asInt() == RGB;
                    case "scale_factor_temporal" -> value.asInt() == temporalFactor();
                    case "scale_factor_spatial" -> value.asInt() == spatialFactor();
                    case "decoder_base_dim" -> value.isNull() || value.asInt() == baseDim;
                    case "attn_scales" -> value.isArray() && value.isEmpty();
                    case "is_residual", "patch_size" -> off(value);
                    default -> KNOWN.contains(key) || key.startsWith("_") || off(value);
                };
        if (fits) {
            return;
        }
        String why =
                switch (key) {
                    case "is_residual", "patch_size" ->
                        "that is the autoencoder of Wan 2.2, another network; this program has the one of Wan 2.1";
                    case "_class_name" -> "expected AutoencoderKLWan";
                    case "scale_factor_temporal" -> "the levels give " + temporalFactor();
                    case "scale_factor_spatial" -> "the levels give " + spatialFactor();
                    case "in_channels", "out_channels" -> "pictures have " + RGB;
                    case "decoder_base_dim" -> "the decoder of Wan 2.1 is as wide as its encoder, " + baseDim;
                    case "attn_scales" -> "the published Wan 2.1 autoencoder attends in the middle only: expected []";
                    default -> "this program does not know that setting";
                };
        throw new WorkbenchException(key + " is " + value + ": " + why);
    }

    private static boolean off(JsonNode value) {
        return value.isNull() || (value.isBoolean() && !value.booleanValue());
    }

    private static int whole(JsonNode json, String key) throws WorkbenchException {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new WorkbenchException(key + " is " + shown(value) + "; expected a whole number");
        }
        return value.intValue();
    }

    private static <T> List<T> list(
            JsonNode json, String key, Function<JsonNode, Boolean> fits, Function<JsonNode, T> read)
            throws WorkbenchException {
        JsonNode array = json.path(key);
        List<T> values = new ArrayList<>();
        boolean sound = array.isArray();
        for (JsonNode value : array) {
            sound &= fits.apply(value);
            if (sound) {
                values.add(read.apply(value));
            }
        }
        if (!sound) {
            throw new WorkbenchException(key + " is " + shown(array) + "; expected a list like that of Wan 2.1");
        }
        return values;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }

    /** Pixels per latent, along each side: 8. */
    public int spatialFactor() {
        return 1 << (dimMult.size() - 1);
    }

    /** Frames per latent frame, but for the first, which stands alone: 4. */
    public int temporalFactor() {
        return 1 << temporalDownsample.stream().filter(halves -> halves).count();
    }

    /** Latent frames of a clip. */
    public int latentFrames(int frames) {
        return 1 + (frames - 1) / temporalFactor();
    }

    /** Frames that so many latent frames decode to. */
    public int frames(int latentFrames) {
        return 1 + (latentFrames - 1) * temporalFactor();
    }

    /** Every parameter by its name in diffusers, with its shape, in the order of the network. */
    public Map<String, List<Long>> parameterShapes() {
        return VaePlan.of(this).shapes();
    }
}
