package org.spatialalign.engine.model.groundingdino;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of the parameters, as version 4 of the transformers library has them. */
final class GroundingDinoParameters {

    static final String SWIN = "model.backbone.conv_encoder.model.";
    static final String BERT = "model.text_backbone.";
    static final String TEXT_PROJECTION = "model.text_projection";
    static final String LEVEL_EMBEDDING = "model.level_embed";
    static final String QUERIES = "model.query_position_embeddings.weight";
    static final String PROPOSAL_PROJECTION = "model.enc_output";
    static final String PROPOSAL_NORM = "model.enc_output_norm";
    static final String PROPOSAL_BOX = "model.encoder_output_bbox_embed";
    static final String QUERY_POSITION = "model.decoder.reference_points_head";
    static final String DECODER_NORM = "model.decoder.layer_norm";
    /** One for all decoder layers; the file may repeat it under other names. */
    static final String BOX = "bbox_embed.0";

    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private GroundingDinoParameters() {}

    static String projection(int level) {
        return "model.input_proj_vision." + level;
    }

    static String swinBlock(int stage, int block) {
        return SWIN + "encoder.layers." + stage + ".blocks." + block + ".";
    }

    static String bertLayer(int layer) {
        return BERT + "encoder.layer." + layer + ".";
    }

    static String encoderLayer(int layer) {
        return "model.encoder.layers." + layer + ".";
    }

    static String decoderLayer(int layer) {
        return "model.decoder.layers." + layer + ".";
    }

    static Map<String, List<Long>> shapes(GroundingDinoConfig config) {
        GroundingDinoParameters result = new GroundingDinoParameters();
        result.swin(config.swin());
        result.bert(config.bert());
        result.neck(config);
        for (int i = 0; i < config.encoderLayers(); i++) {
            result.encoderLayer(encoderLayer(i), config);
        }
        result.selection(config);
        for (int i = 0; i < config.decoderLayers(); i++) {
            result.decoderLayer(decoderLayer(i), config);
        }
        result.heads(config);
        return result.shapes;
    }

    private void swin(GroundingDinoConfig.Swin config) {
        String patches = SWIN + "embeddings.patch_embeddings.projection";
        conv(patches, 3, config.width(), config.patch());
        norm(SWIN + "embeddings.norm", config.width());
        for (int stage = 0; stage < config.depths().size(); stage++) {
            long width = config.width(stage);
            for (int block = 0; block < config.depths().get(stage); block++) {
                swinBlock(swinBlock(stage, block), width, config, stage);
            }
            if (stage + 1 < config.depths().size()) {
                String merging = SWIN + "encoder.layers." + stage + ".downsample.";
                norm(merging + "norm", 4 * width);
                shapes.put(merging + "reduction.weight", List.of(2 * width, 4 * width));
            }
            if (stage > 0) {
                norm(SWIN + "hidden_states_norms.stage" + (stage + 1), width);
            }
        }
    }

    private void swinBlock(String block, long width, GroundingDinoConfig.Swin config, int stage) {
        long span = 2L * config.window() - 1;
        norm(block + "layernorm_before", width);
        shapes.put(block + "attention.self.relative_position_bias_table", List.of(span * span, (long)
                config.heads().get(stage)));
        for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
            linear(block + "attention." + part, width, width);
        }
        norm(block + "layernorm_after", width);
        linear(block + "intermediate.dense", width, config.mlpRatio() * width);
        linear(block + "output.dense", config.mlpRatio() * width, width);
    }

    private void bert(GroundingDinoConfig.Bert config) {
        long width = config.width();
        shapes.put(BERT + "embeddings.word_embeddings.weight", List.of((long) config.vocabulary(), width));
        shapes.put(BERT + "embeddings.position_embeddings.weight", List.of((long) config.positions(), width));
        shapes.put(BERT + "embeddings.token_type_embeddings.weight", List.of((long) config.tokenTypes(), width));
        norm(BERT + "embeddings.LayerNorm", width);
        for (int i = 0; i < config.layers(); i++) {
            String layer = bertLayer(i);
            for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
                linear(layer + "attention." + part, width, width);
            }
            norm(layer + "attention.output.LayerNorm", width);
            linear(layer + "intermediate.dense", width, config.feedForward());
            linear(layer + "output.dense", config.feedForward(), width);
            norm(layer + "output.LayerNorm", width);
        }
    }

    private void neck(GroundingDinoConfig config) {
        long width = config.width();
        linear(TEXT_PROJECTION, config.bert().width(), width);
        for (int level = 0; level < GroundingDinoConfig.LEVELS; level++) {
            boolean added = level == GroundingDinoConfig.LEVELS - 1;
            conv(projection(level) + ".0", config.swin().width(added ? 3 : level + 1), width, added ? 3 : 1);
            norm(projection(level) + ".1", width);
        }
        shapes.put(LEVEL_EMBEDDING, List.of((long) GroundingDinoConfig.LEVELS, width));
    }

    private void encoderLayer(String layer, GroundingDinoConfig config) {
        long width = config.width();
        long half = config.encoderFeedForward() / 2;
        String fusion = layer + "fusion_layer.";
        shapes.put(fusion + "vision_param", List.of(width));
        shapes.put(fusion + "text_param", List.of(width));
        norm(fusion + "layer_norm_vision", width);
        norm(fusion + "layer_norm_text", width);
        for (String part : List.of("vision_proj", "text_proj", "values_vision_proj", "values_text_proj")) {
            linear(fusion + "attn." + part, width, half);
        }
        linear(fusion + "attn.out_vision_proj", half, width);
        linear(fusion + "attn.out_text_proj", half, width);
        String text = layer + "text_enhancer_layer.";
        attention(text + "self_attn", width);
        norm(text + "layer_norm_before", width);
        feedForward(text, width, half);
        norm(text + "layer_norm_after", width);
        String vision = layer + "deformable_layer.";
        deformable(vision + "self_attn", width, config.encoderHeads(), config.encoderPoints());
        norm(vision + "self_attn_layer_norm", width);
        feedForward(vision, width, config.encoderFeedForward());
        norm(vision + "final_layer_norm", width);
    }

    private void selection(GroundingDinoConfig config) {
        long width = config.width();
        linear(PROPOSAL_PROJECTION, width, width);
        norm(PROPOSAL_NORM, width);
        mlp(PROPOSAL_BOX, width, width, width, 4);
        shapes.put(QUERIES, List.of((long) config.queries(), width));
    }

    private void decoderLayer(String layer, GroundingDinoConfig config) {
        long width = config.width();
        attention(layer + "self_attn", width);
        norm(layer + "self_attn_layer_norm", width);
        attention(layer + "encoder_attn_text", width);
        norm(layer + "encoder_attn_text_layer_norm", width);
        deformable(layer + "encoder_attn", width, config.decoderHeads(), config.decoderPoints());
        norm(layer + "encoder_attn_layer_norm", width);
        feedForward(layer, width, config.decoderFeedForward());
        norm(layer + "final_layer_norm", width);
    }

    private void heads(GroundingDinoConfig config) {
        long width = config.width();
        norm(DECODER_NORM, width);
        mlp(QUERY_POSITION, 2 * width, width, width);
        mlp(BOX, width, width, width, 4);
    }

    private void attention(String name, long width) {
        for (String part : List.of("query", "key", "value", "out_proj")) {
            linear(name + "." + part, width, width);
        }
    }

    private void deformable(String name, long width, long heads, long points) {
        long samples = heads * GroundingDinoConfig.LEVELS * points;
        linear(name + ".sampling_offsets", width, 2 * samples);
        linear(name + ".attention_weights", width, samples);
        linear(name + ".value_proj", width, width);
        linear(name + ".output_proj", width, width);
    }

    private void feedForward(String name, long width, long hidden) {
        linear(name + "fc1", width, hidden);
        linear(name + "fc2", hidden, width);
    }

    private void mlp(String name, long... widths) {
        for (int i = 0; i + 1 < widths.length; i++) {
            linear(name + ".layers." + i, widths[i], widths[i + 1]);
        }
    }

    private void conv(String name, long in, long out, long kernel) {
        shapes.put(name + ".weight", List.of(out, in, kernel, kernel));
        shapes.put(name + ".bias", List.of(out));
    }

    private void norm(String name, long width) {
        shapes.put(name + ".weight", List.of(width));
        shapes.put(name + ".bias", List.of(width));
    }

    private void linear(String name, long in, long out) {
        shapes.put(name + ".weight", List.of(out, in));
        shapes.put(name + ".bias", List.of(out));
    }
}
