package org.spatialalign.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/**
 * Numbers from the public reference implementations. They come from the test resources, or from the folder in the
 * system property {@code spatialalign.fixtures}, which holds the same files for models of other sizes: tests read every
 * size from them.
 */
public final class Golden implements AutoCloseable {

    private static final String FOLDER = "spatialalign.fixtures";

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final SafetensorsFile file;

    private Golden(SafetensorsFile file) {
        this.file = file;
    }

    /**
     * The folder of one fixture. A folder of our own choice may hold fewer fixtures than the resources: what is
     * not there is skipped, visibly.
     */
    public static Path folder(String fixture) {
        String chosen = System.getProperty(FOLDER);
        if (chosen == null) {
            URL url = Golden.class.getResource("/fixtures/" + fixture);
            if (url == null) {
                throw new TestAbortedException("the test resources have no fixture " + fixture);
            }
            try {
                return Path.of(url.toURI());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        // Tests run in the module's folder; the path was typed in the project's.
        Path typed = Path.of(chosen);
        Path root = typed.isAbsolute() || Files.isDirectory(typed)
                ? typed
                : Path.of("..").resolve(typed);
        if (!Files.isDirectory(root)) {
            fail(FOLDER + " is " + chosen + ", which is no folder");
        }
        Path folder = root.resolve(fixture);
        if (!Files.isDirectory(folder)) {
            throw new TestAbortedException(root + " has no fixture " + fixture);
        }
        return folder;
    }

    /** The tensors of one file. */
    public static Golden open(Path file) throws WorkbenchException {
        return new Golden(SafetensorsFile.open(file));
    }

    public static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(String name) {
        return file.names().contains(name);
    }

    public SafetensorsFile file() {
        return file;
    }

    public NDManager manager() {
        return manager;
    }

    /** As float32, on the CPU; lives until this is closed. */
    public NDArray get(String name) throws WorkbenchException {
        return TensorLoader.load(file, name, manager, DataType.FLOAT32);
    }

    /** A tensor of integers or booleans. */
    public long[] longs(String name) throws WorkbenchException {
        TensorInfo info = file.info(name);
        ByteBuffer bytes = file.slice(name, 0, (int) info.bytes());
        long[] values = new long[(int) info.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (info.type()) {
                case I64 -> bytes.getLong(8 * i);
                case I32 -> bytes.getInt(4 * i);
                case U8, BOOL -> bytes.get(i) & 0xff;
                default -> throw new IllegalArgumentException(name + " holds " + info.type());
            };
        }
        return values;
    }

    /** {@code max |got - want| / max |want|} is at most the tolerance: one number for the whole tensor. */
    public void matches(NDArray got, String name, double tolerance) throws WorkbenchException {
        NDArray want = get(name);
        assertThat(got.getShape()).as("shape of %s", name).isEqualTo(want.getShape());
        assertThat(relative(got, want))
                .as("%s: max|got - want| / max|want|", name)
                .isLessThanOrEqualTo(tolerance);
    }

    /** {@code max |got - want|} is at most the tolerance. */
    public void matchesAbsolutely(NDArray got, String name, double tolerance) throws WorkbenchException {
        NDArray want = get(name);
        assertThat(got.getShape()).as("shape of %s", name).isEqualTo(want.getShape());
        assertThat(largest(got, want)).as("%s: max|got - want|", name).isLessThanOrEqualTo(tolerance);
    }

    public static double relative(NDArray got, NDArray want) {
        float[] b = values(want);
        double scale = 0;
        for (float value : b) {
            scale = Math.max(scale, Math.abs(value));
        }
        double difference = largest(got, want);
        return difference == 0 ? 0 : difference / scale;
    }

    /** The largest absolute difference; NaN anywhere makes it infinite. */
    public static double largest(NDArray got, NDArray want) {
        float[] a = values(got);
        float[] b = values(want);
        assertThat(a).hasSameSizeAs(b);
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            double d = Math.abs((double) a[i] - b[i]);
            // Infinities of the same sign are equal: masks have them.
            difference = Math.max(difference, a[i] == b[i] ? 0 : Double.isNaN(d) ? Double.POSITIVE_INFINITY : d);
        }
        return difference;
    }

    private static float[] values(NDArray tensor) {
        try (GradMode mode = GradMode.off();
                NDArray floats = tensor.toType(DataType.FLOAT32, true)) {
            return floats.toFloatArray();
        }
    }

    @Override
    public void close() {
        file.close();
        manager.close();
    }
}
