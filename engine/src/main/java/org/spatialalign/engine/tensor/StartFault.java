package org.spatialalign.engine.tensor;

import ai.djl.util.Utils;
import java.io.IOException;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;

/** Says in words why the tensor library did not start; its own exceptions name the step, not the remedy. */
final class StartFault {

    private StartFault() {}

    static WorkbenchException explain(Throwable thrown) {
        String folder = Utils.getEngineCacheDir("pytorch").toString();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            // The only thing it wants from the network is a native library that is not on the class path.
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).startsWith("Offline mode")) {
                return new WorkbenchException(
                        "there is no tensor library for this system (" + System.getProperty("os.name") + ", "
                                + System.getProperty("os.arch") + "); use the program's package for it",
                        thrown);
            }
            if (String.valueOf(cause.getMessage()).startsWith("Resource not found in classpath: jnilib/")) {
                return new WorkbenchException(
                        "there is no bridge to this build of the tensor library (" + cause.getMessage()
                                + "); set PYTORCH_FLAVOR to cpu, or on Linux to cu128",
                        thrown);
            }
            if (cause instanceof IOException e) {
                return new WorkbenchException(
                        "cannot unpack the tensor library (450 MB) to " + folder + ": " + FileFault.reason(e)
                                + "; make room there, or set DJL_CACHE_DIR to a folder with room",
                        thrown);
            }
            if (cause instanceof UnsatisfiedLinkError) {
                return new WorkbenchException(
                        "cannot load the tensor library: " + cause.getMessage() + "; if the file is damaged, delete "
                                + folder + ", and it is unpacked anew",
                        thrown);
            }
        }
        return new WorkbenchException("the tensor library does not start: " + thrown.getMessage(), thrown);
    }
}
