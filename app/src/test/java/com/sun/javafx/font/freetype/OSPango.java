package com.sun.javafx.font.freetype;

/**
 * Stands before JavaFX's binding of the Pango library for the same reason as {@link PangoGlyphLayout}. What is left to
 * do is to be told of a font that came in a file, such as the icons'; the layout above takes fonts as they are given.
 */
final class OSPango {

    private OSPango() {}

    static boolean FcConfigAppFontAddFile(long configuration, String file) {
        return true;
    }
}
