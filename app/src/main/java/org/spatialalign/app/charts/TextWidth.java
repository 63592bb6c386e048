package org.spatialalign.app.charts;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** How wide a text will be on a canvas, which cannot tell by itself. Remembers the latest texts. FX thread. */
public final class TextWidth {

    private static final int REMEMBERED = 300;

    private record Key(String text, Font font) {}

    private final Map<Key, Double> widths = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Double> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Text probe = new Text();

    public double of(String text, Font font) {
        return widths.computeIfAbsent(new Key(text, font), key -> {
            probe.setFont(font);
            probe.setText(text);
            return Math.ceil(probe.getLayoutBounds().getWidth());
        });
    }
}
