package org.spatialalign.engine.model.groundingdino;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Probe;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;

/**
 * Finds the things that a text names in pictures (Liu et al., "Grounding DINO", 2023). Computes in float32, without
 * gradients. One thread at a time.
 */
public final class GroundingDino implements AutoCloseable {

    /** Temperature of the sinusoids of phrases and boxes; fixed in the original. */
    private static final double TEMPERATURE = 10000;

    private final GroundingDinoConfig config;
    private final Weights weights;
    private final BertEncoder bert;
    private final Linear textProjection;
    private final SwinBackbone backbone;
    private final VisionNeck neck;
    private final List<EncoderLayer> encoder = new ArrayList<>();
    private final QuerySelection selection;
    private final List<DecoderLayer> decoder = new ArrayList<>();
    private final Mlp queryPosition;
    private final LayerNorm decoderNorm;
    private final Mlp box;

    /**
     * What was found.
     *
     * @param logits [B, Q, L]: how much each box is like each token of the text; minus infinity for what only fills up
     *     the text
     * @param boxes [B, Q, 4]: centre x, centre y, width and height in parts of the picture
     */
    public record Found(NDArray logits, NDArray boxes) {}

    GroundingDino(GroundingDinoConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
        try (GradMode mode = GradMode.off()) {
            bert = new BertEncoder(weights, config.bert());
            textProjection = weights.linear(GroundingDinoParameters.TEXT_PROJECTION);
            backbone = new SwinBackbone(weights, config.swin());
            neck = new VisionNeck(weights, config);
            for (int i = 0; i < config.encoderLayers(); i++) {
                encoder.add(new EncoderLayer(weights, i, config));
            }
            selection = new QuerySelection(weights, config);
            for (int i = 0; i < config.decoderLayers(); i++) {
                decoder.add(new DecoderLayer(weights, i, config));
            }
            queryPosition = Mlp.of(weights, GroundingDinoParameters.QUERY_POSITION, 2);
            decoderNorm = LayerNorm.of(weights, GroundingDinoParameters.DECODER_NORM, config.eps());
            box = Mlp.of(weights, GroundingDinoParameters.BOX, 3);
        }
    }

    /**
     * @param source the weights under the names of the transformers library; may be closed afterwards
     * @throws WorkbenchException when a parameter is missing or of another shape than the configuration says
     */
    public static GroundingDino load(TensorSource source, GroundingDinoConfig config, Device device)
            throws WorkbenchException {
        return new GroundingDino(
                config, Weights.load(source, config.parameterShapes(), device, name -> DataType.FLOAT32));
    }

    public GroundingDinoConfig config() {
        return config;
    }

    /**
     * Reads a text once for all pictures.
     *
     * @param ids with the marks of beginning and end, at most {@link GroundingDinoConfig#maxTextLength()}
     * @return to be closed by the caller
     */
    public EncodedText read(long[] ids, CancelToken cancel) throws CancelledException {
        return read(new long[][] {ids}, new int[] {ids.length}, cancel, Probe.NONE);
    }

    /** @param lengths how many tokens of each row there are; the rest only fills up */
    EncodedText read(long[][] ids, int[] lengths, CancelToken cancel, Probe probe) throws CancelledException {
        requireIds(ids);
        NDManager manager = Torch.newManager(weights.manager().getDevice());
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            TextMask mask = TextMask.of(ids);
            long rows = mask.rows();
            long length = mask.length();
            NDArray tokens = manager.create(flat(ids), new Shape(rows, length));
            NDArray places = manager.create(mask.positions(), new Shape(rows, length));
            NDArray added = scope.give(manager.create(mask.added(), new Shape(rows, 1, length, length)), manager);
            NDArray read = bert.forward(tokens, places, added, cancel);
            NDArray features = scope.give(textProjection.forward(read), manager);
            NDArray numbers = places.toType(DataType.FLOAT32, false).expandDims(-1);
            NDArray positions = scope.give(Sinusoid.of(numbers, config.width(), TEMPERATURE), manager);
            probe.see("text_backbone", read);
            probe.see("text_projection", features);
            NDArray hidden = hidden(lengths, (int) length, manager);
            return new EncodedText(
                    manager, features, positions, added, hidden == null ? null : scope.give(hidden, manager));
        } catch (CancelledException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private void requireIds(long[][] ids) {
        if (ids.length == 0 || ids[0].length < 2 || ids[0].length > config.maxTextLength()) {
            throw new IllegalArgumentException("a text has 2 to " + config.maxTextLength() + " tokens");
        }
        for (long[] row : ids) {
            for (long id : row) {
                if (row.length != ids[0].length || id < 0 || id >= config.bert().vocabulary()) {
                    throw new IllegalArgumentException(
                            "rows of one length with ids below " + config.bert().vocabulary() + " are expected");
                }
            }
        }
    }

    private static long[] flat(long[][] rows) {
        return Arrays.stream(rows).flatMapToLong(LongStream::of).toArray();
    }

    private static @Nullable NDArray hidden(int[] lengths, int length, NDManager manager) {
        float[] counts = new float[lengths.length * length];
        boolean whole = true;
        for (int row = 0; row < lengths.length; row++) {
            whole &= lengths[row] == length;
            Arrays.fill(counts, row * length, row * length + lengths[row], 1);
        }
        return whole ? null : manager.create(Grid.hidden(counts), new Shape(lengths.length, 1, 1, length));
    }

    /**
     * Looks for a text in pictures.
     *
     * @param pixels FLOAT32 [B, 3, H, W], normalised, on the model's device; pictures of different size lie in the
     *     upper left corners and are filled up with zeros
     * @param sizes of the pictures; a single one when all fill the input
     * @param text one for all pictures, or one row for each
     * @param owner receives the result
     */
    public Found find(NDArray pixels, List<ImageSize> sizes, EncodedText text, NDManager owner, CancelToken cancel)
            throws CancelledException {
        return find(pixels, sizes, text, owner, cancel, Probe.NONE);
    }

    Found find(
            NDArray pixels, List<ImageSize> sizes, EncodedText text, NDManager owner, CancelToken cancel, Probe probe)
            throws CancelledException {
        try (GradMode mode = GradMode.off();
                NDManager work = Torch.newManager(weights.manager().getDevice());
                Scope scope = Scope.open()) {
            List<NDArray> maps = backbone.forward(pixels, cancel);
            for (int i = 0; i < maps.size(); i++) {
                probe.see("backbone_" + i, maps.get(i));
            }
            List<NDArray> levels = neck.levels(maps);
            Grid grid = Grid.of(pyramid(levels, pixels.getShape(), sizes), config, work);
            Streams encoded = encode(neck.tokens(levels), text, grid, cancel, probe);
            NDArray references = selection.select(encoded, text, grid, probe);
            probe.see("init_reference_points", references);
            Found found = decode(encoded, references, text, grid, cancel, probe);
            return new Found(scope.give(found.logits, owner), scope.give(found.boxes, owner));
        }
    }

    private static Pyramid pyramid(List<NDArray> maps, Shape pixels, List<ImageSize> sizes) {
        ImageSize input = new ImageSize((int) pixels.get(2), (int) pixels.get(3));
        List<Pyramid.Level> levels = new ArrayList<>();
        for (NDArray map : maps) {
            Shape shape = map.getShape();
            levels.add(Pyramid.Level.of(shape.get(2), shape.get(3), input, sizes));
        }
        return new Pyramid(sizes.size(), levels);
    }

    private Streams encode(NDArray tokens, EncodedText text, Grid grid, CancelToken cancel, Probe probe)
            throws CancelledException {
        NDArray positions = neck.marked(grid);
        long pictures = tokens.getShape().get(0);
        boolean shared = text.features().getShape().get(0) < pictures;
        Streams h = new Streams(tokens, shared ? text.features().tile(new long[] {pictures, 1, 1}) : text.features());
        for (int i = 0; i < encoder.size(); i++) {
            cancel.check();
            h = encoder.get(i).forward(h, text, grid, positions);
            probe.see("encoder_" + i + ".vision", h.vision());
            probe.see("encoder_" + i + ".text", h.text());
        }
        return h;
    }

    private Found decode(
            Streams encoded, NDArray references, EncodedText text, Grid grid, CancelToken cancel, Probe probe)
            throws CancelledException {
        long pictures = references.getShape().get(0);
        NDArray h = weights.get(GroundingDinoParameters.QUERIES).expandDims(0).tile(new long[] {pictures, 1, 1});
        NDArray boxes = references;
        NDArray before = references;
        NDArray shares = grid.ratios().expandDims(1);
        NDArray both = shares.concat(shares, 3);
        for (int i = 0; i < decoder.size(); i++) {
            cancel.check();
            before = boxes;
            NDArray placed = boxes.expandDims(2).mul(both);
            NDArray positions = queryPosition.forward(waves(placed.get(new NDIndex(":, :, 0"))));
            h = decoder.get(i).forward(h, positions, placed, encoded, text, grid);
            boxes = Boxes.moved(boxes, box.forward(h));
            probe.see("decoder_hidden_states." + i, decoderNorm.apply(h));
            probe.see("intermediate_reference_points." + i, boxes);
        }
        // The last boxes are moved once more from where they stood, by the normalised state.
        NDArray out = decoderNorm.apply(h);
        return new Found(
                QuerySelection.likeness(out, encoded.text(), text.hidden()), Boxes.moved(before, box.forward(out)));
    }

    /** Waves of y, x, width and height, in this order: [B, Q, 2 * width]. */
    private NDArray waves(NDArray boxes) {
        NDArray x = boxes.get(new NDIndex("..., 0:1"));
        NDArray y = boxes.get(new NDIndex("..., 1:2"));
        NDArray size = boxes.get(new NDIndex("..., 2:4"));
        NDArray ordered = y.concat(x, -1).concat(size, -1);
        return Sinusoid.of(ordered, config.width() / 2, TEMPERATURE);
    }

    @Override
    public void close() {
        weights.close();
    }
}
