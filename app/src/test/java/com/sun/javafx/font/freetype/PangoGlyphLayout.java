package com.sun.javafx.font.freetype;

import com.sun.javafx.font.FontResource;
import com.sun.javafx.font.FontStrike;
import com.sun.javafx.font.PGFont;
import com.sun.javafx.text.GlyphLayout;
import com.sun.javafx.text.TextRun;

/**
 * Lays text out glyph by glyph, for the window tests. It stands before JavaFX's class of the same name, which needs the
 * Pango library: a machine with nothing but a JDK does not have it, and the widths of texts would differ between
 * versions of it. No kerning and no ligatures; the tests' words need neither.
 */
class PangoGlyphLayout extends GlyphLayout {

    @Override
    public void layout(TextRun run, PGFont font, FontStrike strike, char[] text) {
        FontResource resource = font.getFontResource();
        int count = run.getLength();
        int[] glyphs = new int[count];
        int[] indices = new int[count];
        float[] positions = new float[2 * (count + 1)];
        resource.getGlyphMapper().charsToGlyphs(run.getStart(), count, text, glyphs);
        float x = 0;
        for (int i = 0; i < count; i++) {
            indices[i] = i;
            positions[2 * i] = x;
            x += resource.getAdvance(glyphs[i], font.getSize());
        }
        positions[2 * count] = x;
        run.shape(count, glyphs, positions, indices);
    }
}
