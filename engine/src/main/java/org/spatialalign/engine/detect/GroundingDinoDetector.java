package org.spatialalign.engine.detect;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.model.groundingdino.EncodedText;
import org.spatialalign.engine.model.groundingdino.GroundingDino;
import org.spatialalign.engine.model.groundingdino.ImageSize;
import org.spatialalign.engine.model.groundingdino.PhraseTokenizer;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/**
 * Grounding DINO, as the paper uses it: all phrases in one text, each ended by a full stop. The text is read once for
 * all frames; frames go through the network one by one on a processor, where more at once gain nothing, and in small
 * batches on a GPU.
 */
public final class GroundingDinoDetector implements Detector {

    /** Frames at once on a GPU; each needs about a gigabyte on its way. */
    private static final int GPU_BATCH = 4;

    private final GroundingDino model;
    private final PhraseTokenizer tokenizer;
    private final InputRule rule;
    private final Device device;

    private GroundingDinoDetector(GroundingDino model, PhraseTokenizer tokenizer, InputRule rule, Device device) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.rule = rule;
        this.device = device;
    }

    /** @throws WorkbenchException when the folder is not whole, or the tensor library does not start */
    public static GroundingDinoDetector open(DetectorFolder folder, ComputeChoice choice) throws WorkbenchException {
        folder.require();
        Torch.start();
        Device device = choice.compute().device();
        InputRule rule = InputRule.read(folder.path().resolve(DetectorFolder.INPUT));
        PhraseTokenizer tokenizer = PhraseTokenizer.open(folder.path().resolve(PhraseTokenizer.FILE));
        try (SafetensorsFile file = SafetensorsFile.open(folder.path().resolve(DetectorFolder.WEIGHTS))) {
            return new GroundingDinoDetector(
                    GroundingDino.load(file, folder.config(), device), tokenizer, rule, device);
        } catch (WorkbenchException | RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    @Override
    public List<FrameDetections> detect(
            List<Frame> frames,
            List<String> phrases,
            DetectorOptions options,
            Progress.Listener progress,
            CancelToken cancel)
            throws WorkbenchException, CancelledException {
        long[] ids = tokenizer.encode(text(phrases));
        if (ids.length > model.config().maxTextLength()) {
            throw new WorkbenchException("'" + String.join("', '", phrases) + "' are " + ids.length
                    + " tokens; the detector reads at most " + model.config().maxTextLength());
        }
        Labelling labelling = new Labelling(Arrays.stream(ids).boxed().toList(), tokenizer::decode, options);
        List<FrameDetections> found = new ArrayList<>();
        int batch = device.isGpu() ? GPU_BATCH : 1;
        try (EncodedText text = model.read(ids, cancel)) {
            for (int start = 0; start < frames.size(); start += batch) {
                progress.report(start, frames.size(), "frames", "Looking for " + String.join(" and ", phrases));
                List<Frame> some = frames.subList(start, Math.min(frames.size(), start + batch));
                found.addAll(detect(some, text, labelling, cancel));
            }
        }
        return found;
    }

    private static String text(List<String> phrases) throws WorkbenchException {
        StringBuilder text = new StringBuilder();
        for (String phrase : phrases) {
            if (phrase.isBlank() || phrase.contains(".") || phrase.contains("?")) {
                throw new WorkbenchException("'" + phrase + "' cannot be looked for: a name is not empty and has"
                        + " neither full stop nor question mark, since these end it");
            }
            text.append(text.isEmpty() ? "" : " ").append(phrase.strip()).append('.');
        }
        return text.toString();
    }

    private List<FrameDetections> detect(List<Frame> frames, EncodedText text, Labelling labelling, CancelToken cancel)
            throws CancelledException {
        int height = frames.get(0).height();
        int width = frames.get(0).width();
        ImageSize size = rule.target(height, width);
        int each = 3 * size.height() * size.width();
        float[] pixels = new float[Math.multiplyExact(each, frames.size())];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(rule.pixels(rgb(frames.get(i)), height, width), 0, pixels, i * each, each);
        }
        try (GradMode mode = GradMode.off();
                NDManager work = Torch.newManager(device);
                Scope scope = Scope.open()) {
            NDArray input = work.create(pixels, new Shape(frames.size(), 3, size.height(), size.width()));
            GroundingDino.Found found = model.find(input, List.of(size), text, work, cancel);
            List<FrameDetections> detections = new ArrayList<>();
            for (int i = 0; i < frames.size(); i++) {
                float[] logits = found.logits().get(i).toFloatArray();
                float[] boxes = found.boxes().get(i).toFloatArray();
                detections.add(
                        new FrameDetections(frames.get(i).index(), labelling.detections(logits, boxes, width, height)));
            }
            return detections;
        }
    }

    private static byte[] rgb(Frame frame) {
        ByteBuffer bgra = frame.bgra().duplicate();
        byte[] rgb = new byte[3 * frame.width() * frame.height()];
        for (int i = 0; i < rgb.length / 3; i++) {
            rgb[3 * i] = bgra.get(4 * i + 2);
            rgb[3 * i + 1] = bgra.get(4 * i + 1);
            rgb[3 * i + 2] = bgra.get(4 * i);
        }
        return rgb;
    }

    @Override
    public String label(String phrase) {
        return tokenizer.label(phrase);
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
