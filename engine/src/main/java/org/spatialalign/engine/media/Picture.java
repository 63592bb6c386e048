package org.spatialalign.engine.media;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageOutputStream;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * A picture to draw on, for everything that is exported as an image or a clip. Coordinates are pixels, y pointing down;
 * colours are {@code 0xAARRGGBB}. Needs no display. One thread at a time.
 */
public final class Picture {

    static {
        // Drawing into memory must not look for a screen, which may be configured but not there.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final BufferedImage image;
    private final Graphics2D graphics;

    private Picture(BufferedImage image) {
        this.image = image;
        this.graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    }

    /** A copy of a frame. */
    public static Picture of(Frame frame) {
        BufferedImage image = newImage(frame.width(), frame.height());
        // 0xAARRGGBB integers lie in memory as blue, green, red, alpha when the lowest byte comes first.
        frame.bgra().duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(pixels(image));
        return new Picture(image);
    }

    /** A picture of one colour. */
    public static Picture blank(int width, int height, int argb) {
        Picture picture = new Picture(newImage(width, height));
        picture.graphics.setComposite(AlphaComposite.Src);
        picture.fill(0, 0, width, height, argb);
        picture.graphics.setComposite(AlphaComposite.SrcOver);
        return picture;
    }

    public int width() {
        return image.getWidth();
    }

    public int height() {
        return image.getHeight();
    }

    /** How a line looks. */
    public record Stroke(int argb, double width, boolean dashed) {

        public static Stroke solid(int argb, double width) {
            return new Stroke(argb, width, false);
        }

        public static Stroke dashed(int argb, double width) {
            return new Stroke(argb, width, true);
        }

        private BasicStroke awt() {
            float line = (float) width;
            if (!dashed) {
                return new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_MITER);
            }
            float[] pattern = {Math.max(3, 3.2f * line), Math.max(2.5f, 2.4f * line)};
            return new BasicStroke(line, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, pattern, 0);
        }
    }

    /** How text looks; the size is the font's height in pixels. */
    public record TextStyle(int argb, double size, boolean bold) {

        private Font awt() {
            return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
        }
    }

    public void fill(double x, double y, double width, double height, int argb) {
        graphics.setColor(new Color(argb, true));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    public void rect(double x, double y, double width, double height, Stroke stroke) {
        draw(new Rectangle2D.Double(x, y, width, height), stroke);
    }

    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        draw(new Line2D.Double(x1, y1, x2, y2), stroke);
    }

    /** A line through points given as x, y, x, y, ... */
    public void polyline(double[] points, Stroke stroke) {
        if (points.length < 4) {
            return;
        }
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i + 1 < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        draw(path, stroke);
    }

    public void dot(double x, double y, double radius, int argb) {
        graphics.setColor(new Color(argb, true));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** A square standing on its corner. */
    public void diamond(double x, double y, double radius, int argb) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y - radius);
        path.lineTo(x + radius, y);
        path.lineTo(x, y + radius);
        path.lineTo(x - radius, y);
        path.closePath();
        graphics.setColor(new Color(argb, true));
        graphics.fill(path);
    }

    /** Text whose baseline begins at a place. */
    public void text(String text, double x, double baseline, TextStyle style) {
        graphics.setFont(style.awt());
        graphics.setColor(new Color(style.argb(), true));
        graphics.drawString(text, (float) x, (float) baseline);
    }

    public double textWidth(String text, TextStyle style) {
        FontMetrics metrics = graphics.getFontMetrics(style.awt());
        return metrics.getStringBounds(text, graphics).getWidth();
    }

    /** Puts a frame into a rectangle, scaled. */
    public void frame(Frame frame, double x, double y, double width, double height) {
        picture(of(frame), x, y, width, height);
    }

    /** Puts another picture into a rectangle, scaled. */
    public void picture(Picture other, double x, double y, double width, double height) {
        int w = (int) Math.round(width);
        int h = (int) Math.round(height);
        boolean shrink = w < other.width() || h < other.height();
        BufferedImage source = shrink ? other.scaledOpaque(w, h) : other.image;
        graphics.drawImage(source, (int) Math.round(x), (int) Math.round(y), w, h, null);
    }

    /** Draws only inside a rectangle until {@link #unclip()}. */
    public void clip(double x, double y, double width, double height) {
        graphics.setClip(new Rectangle2D.Double(x, y, width, height));
    }

    public void unclip() {
        graphics.setClip(null);
    }

    /** Writes a PNG; whole or not at all. */
    public void writePng(Path file) throws WorkbenchException {
        try {
            AtomicFiles.write(file, temporary -> {
                try (FileImageOutputStream out = new FileImageOutputStream(temporary.toFile())) {
                    ImageIO.write(image, "png", out);
                }
            });
        } catch (IOException e) {
            throw new WorkbenchException(
                    file + " cannot be written: " + FileFault.reason(e)
                            + ". Check that the folder may be written to and has" + " room.",
                    e);
        }
    }

    /** A copy of the pixels, in the form of {@link Frame#bgra()}. */
    public ByteBuffer bgra() {
        ByteBuffer copy = ByteBuffer.allocateDirect(4 * width() * height());
        copy.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(pixels(image));
        return copy;
    }

    /** The picture as a frame of a clip. */
    public Frame toFrame(int index) {
        return new Frame(index, width(), height(), bgra());
    }

    /** Halves until near the wanted size, so that nothing is skipped, as a single bicubic step would. */
    BufferedImage scaledOpaque(int width, int height) {
        BufferedImage from = image;
        while (from.getWidth() >= 2 * width && from.getHeight() >= 2 * height) {
            from = resize(from, from.getWidth() / 2, from.getHeight() / 2);
        }
        return resize(from, width, height);
    }

    private static BufferedImage resize(BufferedImage from, int width, int height) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = to.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, width, height, null);
        g.dispose();
        return to;
    }

    private void draw(java.awt.Shape shape, Stroke stroke) {
        graphics.setColor(new Color(stroke.argb(), true));
        graphics.setStroke(stroke.awt());
        graphics.draw(shape);
    }

    private static BufferedImage newImage(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    }

    private static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
