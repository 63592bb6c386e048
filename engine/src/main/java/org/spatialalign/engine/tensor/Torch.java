package org.spatialalign.engine.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * The tensor library, started once per process and without a word to the network. Everything that makes tensors
 * starts here; whoever can show an error calls {@link #start} first. May be called from any thread.
 *
 * <p>The native library is unpacked on first use (450 MB) below {@code ~/.djl.ai}, or below the folder that the
 * environment variable {@code DJL_CACHE_DIR} names. The one inside is for CPUs. Another build of version 2.7.1 is used
 * when three variables say so: {@code PYTORCH_LIBRARY_PATH}, the folder with {@code libtorch.so} and its neighbours,
 * {@code PYTORCH_VERSION=2.7.1}, and {@code PYTORCH_FLAVOR}, {@code cpu} or {@code cu128} (CUDA 12.8): the bridges to
 * these two are inside.
 *
 * <p>All cores are used, or as many as the system property {@code spatialalign.threads} says.
 */
public final class Torch {

    private static final String OFFLINE = "ai.djl.offline";

    private static final String THREADS = "spatialalign.threads";

    private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

    private final Engine engine;
    private final PtNDManager root;
    private final PtSymbolBlock ops;

    private Torch() throws WorkbenchException {
        Optional<Integer> threads = wantedThreads();
        checkLibraryPath(Utils.getEnvOrSystemProperty(LIBRARY_PATH, ""));
        // Before the library is touched: it would otherwise report its start to its makers.
        System.setProperty(OFFLINE, "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        engine = Engine.getEngine("PyTorch");
        threads.ifPresent(JniUtils::setNumThreads);
        root = (PtNDManager) engine.newBaseManager(Device.cpu());
        ops = loadOps(root);
    }

    private static Optional<Integer> wantedThreads() throws WorkbenchException {
        String text = System.getProperty(THREADS, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new WorkbenchException(
                    THREADS + " is '" + text + "'; expected the number of threads to compute with, 1 or more");
        }
        return Optional.of(Integer.valueOf(text));
    }

    /** A path without the library would be passed over in silence, and a GPU with it. */
    private static void checkLibraryPath(String path) throws WorkbenchException {
        String library = System.mapLibraryName("torch");
        boolean found = path.isEmpty()
                || Arrays.stream(path.split(File.pathSeparator))
                        .map(Path::of)
                        .anyMatch(place -> Files.isRegularFile(place.resolve(library))
                                || (place.endsWith(library) && Files.isRegularFile(place)));
        if (!found) {
            throw new WorkbenchException(LIBRARY_PATH + " is '" + path + "', where there is no " + library
                    + "; name the folder that holds it, or unset the variable");
        }
    }

    /** What came of the start; it is tried once, on first use, by the rules of class loading. */
    private static final class Holder {
        static final Holder STARTED = new Holder();

        final @Nullable Torch torch;
        final @Nullable WorkbenchException fault;

        Holder() {
            Torch made = null;
            WorkbenchException why = null;
            try {
                made = new Torch();
            } catch (WorkbenchException e) {
                why = e;
            } catch (RuntimeException | LinkageError e) {
                why = StartFault.explain(e);
            }
            torch = made;
            fault = why;
        }
    }

    /**
     * Starts the library unless it runs. Every other use starts it, too, but ends in an unchecked exception when it
     * cannot.
     *
     * @throws WorkbenchException when it cannot be unpacked or loaded; says what to do. A second try needs a new process
     */
    public static void start() throws WorkbenchException {
        WorkbenchException fault = Holder.STARTED.fault;
        if (fault != null) {
            throw new WorkbenchException(Objects.requireNonNull(fault.getMessage()), fault);
        }
    }

    private static Torch started() {
        Torch torch = Holder.STARTED.torch;
        if (torch == null) {
            throw new IllegalStateException("the tensor library did not start", Holder.STARTED.fault);
        }
        return torch;
    }

    private static PtSymbolBlock loadOps(PtNDManager manager) {
        try (InputStream source = Objects.requireNonNull(Torch.class.getResourceAsStream("ops.py"))) {
            String code = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            return JniUtils.loadModule(manager, ScriptArchive.of("Ops", code), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own file ops.py cannot be read", e);
        }
    }

    static PtSymbolBlock ops() {
        return started().ops;
    }

    /** A manager that owns what is created with it until it is closed. */
    public static NDManager newManager(Device device) {
        return started().root.newSubManager(device);
    }

    /** CUDA devices that can be used; 0 without the driver or with the library for CPUs. */
    public static int gpuCount() {
        return started().engine.getGpuCount();
    }

    /** Version of the native library, as it goes into recipes and benchmarks. */
    public static String version() {
        return started().engine.getVersion();
    }

    /** Threads that one operation may use. */
    public static int threads() {
        Objects.requireNonNull(started());
        return JniUtils.getNumThreads();
    }
}
