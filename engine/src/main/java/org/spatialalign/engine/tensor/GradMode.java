package org.spatialalign.engine.tensor;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Whether operations on this thread record gradients. The library's default differs by thread (off on the one that
 * loaded it, on everywhere else), so whoever computes says which it wants:
 *
 * <pre>{@code try (GradMode mode = GradMode.off()) { ... }}</pre>
 *
 * For the thread that opened it, innermost first.
 */
public final class GradMode implements AutoCloseable {

    private final boolean before;
    private final Thread owner = Thread.currentThread();

    private GradMode(boolean wanted) {
        Torch.threads();
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(wanted);
    }

    public static GradMode on() {
        return new GradMode(true);
    }

    public static GradMode off() {
        return new GradMode(false);
    }

    public static boolean isOn() {
        Torch.threads();
        return JniUtils.isGradMode();
    }

    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "a grad mode of the thread '" + owner.getName() + "' was closed on another");
        }
        JniUtils.setGradMode(before);
    }
}
