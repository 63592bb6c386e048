package org.spatialalign.engine.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/** A clip as the transformer has it: float32, [1, channels, frames, height, width], normalised. Immutable. */
public final class Latents {

    /** The tensor's name in files. */
    public static final String NAME = "latents";

    /** The name under which a file's metadata keep the recipe. */
    public static final String RECIPE = "recipe";

    private final long[] shape;
    private final float[] values;

    private Latents(long[] shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    static Latents of(NDArray latents) {
        return new Latents(latents.getShape().getShape(), latents.toFloatArray());
    }

    NDArray toNDArray(NDManager manager) {
        return manager.create(values, new Shape(shape));
    }

    public List<Long> shape() {
        return Arrays.stream(shape).boxed().toList();
    }

    /** Of the bytes of all numbers, little-endian. */
    public ContentHash hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes());
            return new ContentHash(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private ByteBuffer bytes() {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    /** Writes a safetensors file with the recipe in its metadata; it is there as a whole or not at all. */
    public void save(Path file, GenerationRecipe recipe) throws WorkbenchException {
        new SafetensorsWriter()
                .metadata(RECIPE, recipe.toJson())
                .add(new TensorInfo(NAME, ElementType.F32, shape()), bytes())
                .write(file);
    }

    /** @throws WorkbenchException when the file holds no latents */
    public static Latents read(Path file) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            TensorInfo info = source.info(NAME);
            if (info.type() != ElementType.F32 || info.shape().size() != 5 || info.bytes() > Integer.MAX_VALUE) {
                throw new WorkbenchException(file + ": tensor '" + NAME + "' is " + info.type() + " " + info.shape()
                        + "; expected F32 of [1, channels, frames, height, width]");
            }
            float[] values = new float[Math.toIntExact(info.elements())];
            source.slice(NAME, 0, (int) info.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return new Latents(info.shape().stream().mapToLong(Long::longValue).toArray(), values);
        }
    }
}
