package org.spatialalign.app.player;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;

/** A {@link ScoreLandscape} as colours over the picture, from dark blue (low) to yellow (high), with its scale. */
final class LandscapeLayer extends PaintedRegion {

    private static final double OPACITY = 0.62;
    private static final Color LOW = Color.web("#16246b");
    private static final Color MIDDLE = Color.web("#3d8f80");
    private static final Color HIGH = Color.web("#fde725");

    private final TextWidth widths = new TextWidth();
    private @Nullable ScoreLandscape shown;
    private @Nullable WritableImage image;
    private String name = "";
    private Viewport view = new Viewport(1, 0, 0);
    private double pictureWidth;
    private double pictureHeight;

    LandscapeLayer() {
        setMouseTransparent(true);
        setVisible(false);
    }

    void show(Optional<ScoreLandscape> landscape, String movedName) {
        ScoreLandscape next = landscape.orElse(null);
        if (next == null && shown == null) {
            return;
        }
        shown = next;
        name = movedName;
        setVisible(next != null);
        if (next != null) {
            image = colours(next);
        }
        repaint();
    }

    void place(Viewport viewport, double width, double height) {
        if (!viewport.equals(view) || width != pictureWidth || height != pictureHeight) {
            view = viewport;
            pictureWidth = width;
            pictureHeight = height;
            repaint();
        }
    }

    private static WritableImage colours(ScoreLandscape landscape) {
        int[] argb = new int[landscape.columns() * landscape.rows()];
        for (int row = 0; row < landscape.rows(); row++) {
            for (int column = 0; column < landscape.columns(); column++) {
                argb[row * landscape.columns() + column] = argb(colour(landscape.relative(column, row)));
            }
        }
        WritableImage image = new WritableImage(landscape.columns(), landscape.rows());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        landscape.columns(),
                        landscape.rows(),
                        PixelFormat.getIntArgbInstance(),
                        argb,
                        0,
                        landscape.columns());
        return image;
    }

    private static Color colour(double share) {
        return share < 0.5 ? LOW.interpolate(MIDDLE, share * 2) : MIDDLE.interpolate(HIGH, share * 2 - 1);
    }

    private static int argb(Color c) {
        return 0xff000000
                | (int) Math.round(c.getRed() * 255) << 16
                | (int) Math.round(c.getGreen() * 255) << 8
                | (int) Math.round(c.getBlue() * 255);
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        ScoreLandscape landscape = shown;
        if (landscape == null || image == null) {
            return;
        }
        g.setGlobalAlpha(OPACITY);
        g.drawImage(image, view.x(), view.y(), view.scale() * pictureWidth, view.scale() * pictureHeight);
        g.setGlobalAlpha(1);
        legend(g, landscape, width, height);
    }

    private void legend(GraphicsContext g, ScoreLandscape landscape, double width, double height) {
        Font font = Font.font(null, FontWeight.BOLD, fontSize());
        String title = "Score with the " + name + "'s centre here";
        String low = String.format(Locale.ROOT, "%.3f", landscape.lowest());
        String high = String.format(Locale.ROOT, "%.3f", landscape.highest());
        double w = Math.max(widths.of(title, font), 180) + 16;
        double h = fontSize() * 3.9;
        double x = Math.max(4, width - w - 8);
        double y = height - h - 8;
        g.setFill(Color.rgb(0, 0, 0, 0.78));
        g.fillRoundRect(x, y, w, h, 8, 8);
        g.setFont(font);
        g.setFill(Color.WHITE);
        g.fillText(title, x + 8, y + fontSize() * 1.2);
        g.setFill(new LinearGradient(
                0, 0, 1, 0, true, CycleMethod.NO_CYCLE, new Stop(0, LOW), new Stop(0.5, MIDDLE), new Stop(1, HIGH)));
        g.fillRect(x + 8, y + fontSize() * 1.65, w - 16, fontSize() * 0.7);
        g.setFill(Color.WHITE);
        g.fillText(low, x + 8, y + fontSize() * 3.4);
        g.fillText(high, x + w - 8 - widths.of(high, font), y + fontSize() * 3.4);
    }
}
