package org.spatialalign.engine.track;

/**
 * Loads OpenCV without its window toolkit. JavaCPP initialises the bindings of every OpenCV module that another one
 * names, the one for windows among them, and that one's native library wants GTK 2, which few machines still have;
 * nothing here opens a window. So that one class is initialised first, at a moment when JavaCPP is told to load no
 * library; afterwards it is taken as done.
 */
final class OpenCv {

    private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadLibraries";

    static {
        String before = System.getProperty(LOAD_LIBRARIES);
        System.setProperty(LOAD_LIBRARIES, "false");
        try {
            Class.forName("org.bytedeco.opencv.global.opencv_highgui");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("OpenCV's Java classes are not on the class path", e);
        } finally {
            if (before == null) {
                System.clearProperty(LOAD_LIBRARIES);
            } else {
                System.setProperty(LOAD_LIBRARIES, before);
            }
        }
    }

    private OpenCv() {}

    /**
     * Must be called before any other class of OpenCV is used. Other native libraries must not be loaded for the first
     * time in the same instant; the clip that is tracked has been decoded before, so the decoder's are there.
     */
    static void load() {
        // The static initialiser has run when this is reached.
    }
}
