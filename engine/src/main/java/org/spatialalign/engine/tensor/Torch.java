package org.spatialalign.engine.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The tensor library, started once per process and without a word to the network. Everything that makes tensors
 * starts here. May be called from any thread.
 */
public final class Torch {

    private static final String OFFLINE = "ai.djl.offline";

    private final Engine engine;
    private final PtNDManager root;
    private final PtSymbolBlock ops;

    private Torch() {
        // Before the library is touched: it would otherwise report its start to its makers.
        System.setProperty(OFFLINE, "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        engine = Engine.getEngine("PyTorch");
        root = (PtNDManager) engine.newBaseManager(Device.cpu());
        ops = loadOps(root);
    }

    /** Starts once, on first use, by the rules of class loading. */
    private static final class Holder {
        static final Torch INSTANCE = new Torch();
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
        return Holder.INSTANCE.ops;
    }

    /** A manager that owns what is created with it until it is closed. */
    public static NDManager newManager(Device device) {
        return Holder.INSTANCE.root.newSubManager(device);
    }

    /** CUDA devices that can be used; 0 without the driver or with the library for CPUs. */
    public static int gpuCount() {
        return Holder.INSTANCE.engine.getGpuCount();
    }

    /** Version of the native library, as it goes into recipes and benchmarks. */
    public static String version() {
        return Holder.INSTANCE.engine.getVersion();
    }

    /** Threads that one operation may use. */
    public static int threads() {
        Objects.requireNonNull(Holder.INSTANCE);
        return JniUtils.getNumThreads();
    }
}
