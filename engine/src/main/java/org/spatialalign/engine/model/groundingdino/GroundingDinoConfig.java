package org.spatialalign.engine.model.groundingdino;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.ConfigFields;

/**
 * Sizes of a Grounding DINO.
 *
 * @param width of everything behind backbone and text model (d_model)
 * @param queries boxes that are looked for in every picture
 * @param encoderLayers of the part that mixes picture and text
 * @param encoderHeads of the deformable attention there; fusion and text attention have half as many
 * @param encoderFeedForward width inside the feed-forward layers; fusion and text have half of it
 * @param encoderPoints that a head looks at in each feature level; so with the decoder's
 * @param temperature of the sinusoids that tell a pixel where it is
 * @param maxTextLength tokens that are read of a text
 * @param eps added to the variance in the norms
 */
public record GroundingDinoConfig(
        int width,
        int queries,
        int encoderLayers,
        int encoderHeads,
        int encoderFeedForward,
        int encoderPoints,
        int decoderLayers,
        int decoderHeads,
        int decoderFeedForward,
        int decoderPoints,
        double temperature,
        int maxTextLength,
        double eps,
        Swin swin,
        Bert bert) {

    /** Three maps of the backbone, and one made of the last. */
    static final int LEVELS = 4;

    /** Groups of the norm behind each map's projection. */
    static final int GROUPS = 32;

    /**
     * Sizes of the backbone.
     *
     * @param width of the first stage; doubles with each
     * @param depths blocks per stage
     * @param heads per stage
     * @param window side of the squares that attention stays in
     * @param patch pixels on a side that become one token
     * @param mlpRatio width inside the feed-forward layers, in widths of the stage
     */
    public record Swin(
            int width, List<Integer> depths, List<Integer> heads, int window, int patch, int mlpRatio, double eps) {

        public Swin {
            depths = List.copyOf(depths);
            heads = List.copyOf(heads);
            if (depths.size() != 4 || heads.size() != 4) {
                throw new IllegalArgumentException("backbone_config: depths and num_heads have four numbers each, not "
                        + depths + " and " + heads);
            }
            for (int stage = 0; stage < 4; stage++) {
                divides("backbone_config: num_heads", heads.get(stage), "the stage's width", width << stage);
            }
        }

        int width(int stage) {
            return width << stage;
        }
    }

    /** Sizes of the text model. */
    public record Bert(
            int vocabulary,
            int width,
            int layers,
            int heads,
            int feedForward,
            int positions,
            int tokenTypes,
            double eps) {

        public Bert {
            divides("text_config: num_attention_heads", heads, "hidden_size", width);
        }
    }

    public GroundingDinoConfig {
        divides("encoder_attention_heads", encoderHeads, "d_model", width);
        divides("decoder_attention_heads", decoderHeads, "d_model", width);
        divides("2", 2, "encoder_attention_heads", encoderHeads);
        divides("encoder_attention_heads", encoderHeads, "encoder_ffn_dim", encoderFeedForward);
        divides("the number of groups", GROUPS, "d_model", width);
    }

    private static void divides(String name, int value, String of, int total) {
        if (total % value != 0) {
            throw new IllegalArgumentException(name + " (" + value + ") does not divide " + of + " (" + total + ")");
        }
    }

    /** IDEA-Research/grounding-dino-tiny: 172 million parameters. */
    public static GroundingDinoConfig tiny() {
        return new GroundingDinoConfig(
                256,
                900,
                6,
                8,
                2048,
                4,
                6,
                8,
                2048,
                4,
                20,
                256,
                1e-5,
                new Swin(96, List.of(2, 2, 6, 2), List.of(3, 6, 12, 24), 7, 4, 4, 1e-5),
                new Bert(30522, 768, 12, 12, 3072, 512, 2, 1e-12));
    }

    /**
     * Reads a {@code config.json} as the transformers library writes it. A field that is missing has the value of
     * {@link #tiny()}, which is also that library's.
     *
     * @throws WorkbenchException when it cannot be read, or is of a model that this is not; names file and field
     */
    public static GroundingDinoConfig read(Path file) throws WorkbenchException {
        ConfigFields json = ConfigFields.read(file);
        json.require("model_type", json.text("model_type", "missing"), "grounding-dino");
        requireKnown(json);
        ConfigFields swin = json.object("backbone_config");
        ConfigFields bert = json.object("text_config");
        requireKnown(swin, bert);
        GroundingDinoConfig tiny = tiny();
        try {
            return new GroundingDinoConfig(
                    json.size("d_model", tiny.width),
                    json.size("num_queries", tiny.queries),
                    json.size("encoder_layers", tiny.encoderLayers),
                    json.size("encoder_attention_heads", tiny.encoderHeads),
                    json.size("encoder_ffn_dim", tiny.encoderFeedForward),
                    json.size("encoder_n_points", tiny.encoderPoints),
                    json.size("decoder_layers", tiny.decoderLayers),
                    json.size("decoder_attention_heads", tiny.decoderHeads),
                    json.size("decoder_ffn_dim", tiny.decoderFeedForward),
                    json.size("decoder_n_points", tiny.decoderPoints),
                    json.positive("positional_embedding_temperature", tiny.temperature),
                    json.size("max_text_len", tiny.maxTextLength),
                    json.positive("layer_norm_eps", tiny.eps),
                    readSwin(swin, tiny.swin),
                    readBert(bert, tiny.bert));
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
    }

    private static Swin readSwin(ConfigFields json, Swin otherwise) throws WorkbenchException {
        return new Swin(
                json.size("embed_dim", otherwise.width),
                json.sizes("depths", otherwise.depths),
                json.sizes("num_heads", otherwise.heads),
                json.size("window_size", otherwise.window),
                json.size("patch_size", otherwise.patch),
                (int) json.positive("mlp_ratio", otherwise.mlpRatio),
                json.positive("layer_norm_eps", otherwise.eps));
    }

    private static Bert readBert(ConfigFields json, Bert otherwise) throws WorkbenchException {
        return new Bert(
                json.size("vocab_size", otherwise.vocabulary),
                json.size("hidden_size", otherwise.width),
                json.size("num_hidden_layers", otherwise.layers),
                json.size("num_attention_heads", otherwise.heads),
                json.size("intermediate_size", otherwise.feedForward),
                json.size("max_position_embeddings", otherwise.positions),
                json.size("type_vocab_size", otherwise.tokenTypes),
                json.positive("layer_norm_eps", otherwise.eps));
    }

    private static void requireKnown(ConfigFields json) throws WorkbenchException {
        json.require("activation_function", json.text("activation_function", "relu"), "relu");
        json.require("position_embedding_type", json.text("position_embedding_type", "sine"), "sine");
        json.require("num_feature_levels", "" + json.size("num_feature_levels", LEVELS), "" + LEVELS);
        json.require("query_dim", "" + json.size("query_dim", 4), "4");
        requireFlag(json, "two_stage", true);
        requireFlag(json, "decoder_bbox_embed_share", true);
        requireFlag(json, "two_stage_bbox_embed_share", false);
        requireFlag(json, "use_timm_backbone", false);
    }

    private static void requireKnown(ConfigFields swin, ConfigFields bert) throws WorkbenchException {
        swin.require("model_type", swin.text("model_type", "swin"), "swin");
        swin.require("hidden_act", swin.text("hidden_act", "gelu"), "gelu");
        swin.require("num_channels", "" + swin.size("num_channels", 3), "3");
        swin.require("out_indices", "" + swin.sizes("out_indices", List.of(2, 3, 4)), "[2, 3, 4]");
        requireFlag(swin, "qkv_bias", true);
        requireFlag(swin, "use_absolute_embeddings", false);
        bert.require("model_type", bert.text("model_type", "bert"), "bert");
        bert.require("hidden_act", bert.text("hidden_act", "gelu"), "gelu");
        bert.require("position_embedding_type", bert.text("position_embedding_type", "absolute"), "absolute");
    }

    private static void requireFlag(ConfigFields json, String field, boolean only) throws WorkbenchException {
        json.require(field, "" + json.flag(field, only), "" + only);
    }

    /** Every parameter by its name in the published checkpoint. */
    public Map<String, List<Long>> parameterShapes() {
        return GroundingDinoParameters.shapes(this);
    }
}
