package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Calls any method of a TorchScript module with gradients. The public call of the library runs every method in
 * inference mode, whose results can never enter a gradient; the native call underneath takes a flag for it but is
 * visible in this package only, so this one method lives here.
 */
public final class ScriptMethods {

    private ScriptMethods() {}

    /** Whether gradients are recorded is up to the grad mode of the calling thread. The caller closes the result. */
    public static IValue run(PtSymbolBlock module, String method, IValue... arguments) {
        long[] handles = new long[arguments.length];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = arguments[i].getHandle();
        }
        return new IValue(PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false));
    }
}
