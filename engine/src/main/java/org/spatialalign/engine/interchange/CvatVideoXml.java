package org.spatialalign.engine.interchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * "CVAT for video 1.1": tracks of boxes with key-frame, outside and occluded flags. Shapes other than boxes are ignored;
 * a document type declaration is refused, so that no entity is ever expanded or fetched.
 */
public final class CvatVideoXml {

    private CvatVideoXml() {}

    /** @throws InterchangeException naming line and character */
    public static CvatVideo read(Path file) throws InterchangeException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Decoded here: the parser itself prints about wrong bytes to the error stream.
        try (Reader in = CsvText.open(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return new Reading(file, xml).document();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof CharacterCodingException) {
                throw new InterchangeException(file, "", "is not UTF-8 text; files from CVAT are", e);
            }
            throw new InterchangeException(
                    file, place(e.getLocation()), "not valid XML: " + firstLine(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    private static String place(@Nullable Location location) {
        return location == null ? "" : "line " + location.getLineNumber() + ", character " + location.getColumnNumber();
    }

    /** The parser's messages repeat the place in a first line: "ParseError at [row,col]:[1,2]\nMessage: ...". */
    private static String firstLine(String message) {
        int text = message.indexOf("Message: ");
        String rest = text < 0 ? message : message.substring(text + "Message: ".length());
        int end = rest.indexOf('\n');
        return end < 0 ? rest : rest.substring(0, end);
    }

    /** One pass over a file. */
    private static final class Reading {
        private final Path file;
        private final XMLStreamReader xml;
        private final List<String> path = new ArrayList<>();
        private final List<CvatVideo.Track> tracks = new ArrayList<>();
        private String name = "";
        private @Nullable ContentHash clip;
        private int frameCount;
        private int width;
        private int height;
        private @Nullable String label;
        private List<CvatVideo.Box> boxes = new ArrayList<>();

        Reading(Path file, XMLStreamReader xml) {
            this.file = file;
            this.xml = xml;
        }

        CvatVideo document() throws XMLStreamException, InterchangeException {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw wrong("has a document type declaration; files from CVAT have none. Remove it");
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    path.add(xml.getLocalName());
                    start();
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (xml.getLocalName().equals("track")) {
                        endTrack();
                    }
                    path.remove(path.size() - 1);
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text(xml.getText().strip());
                }
            }
            return new CvatVideo(name, clip, frameCount, width, height, tracks);
        }

        private void start() throws InterchangeException {
            if (path.size() == 1 && !path.get(0).equals("annotations")) {
                throw wrong("expected the element <annotations> of a \"CVAT for video 1.1\" file, found <" + path.get(0)
                        + ">");
            }
            switch (String.join("/", path)) {
                case "annotations/image" ->
                    throw wrong("is a file for images; export the task again as \"CVAT for video 1.1\"");
                case "annotations/track" -> {
                    label = attribute("label");
                    boxes = new ArrayList<>();
                }
                case "annotations/track/box" -> boxes.add(box());
                default -> {
                    // Other shapes and all of the task's description are nobody's loss.
                }
            }
        }

        private CvatVideo.Box box() throws InterchangeException {
            int frame = whole("frame", attribute("frame"));
            try {
                PixelBox box = Corners.box(number("xtl"), number("ytl"), number("xbr"), number("ybr"));
                return new CvatVideo.Box(
                        frame, box, flag("keyframe", true), flag("outside", false), flag("occluded", false));
            } catch (IllegalArgumentException e) {
                throw wrong("frame " + frame + ": " + e.getMessage());
            }
        }

        private void endTrack() throws InterchangeException {
            boxes.sort(Comparator.comparingInt(CvatVideo.Box::frame));
            for (int i = 1; i < boxes.size(); i++) {
                if (boxes.get(i).frame() == boxes.get(i - 1).frame()) {
                    throw wrong("the track '" + label + "' has two boxes in frame "
                            + boxes.get(i).frame());
                }
            }
            if (label != null && path.size() == 2) {
                tracks.add(new CvatVideo.Track(label, boxes));
            }
        }

        private void text(String value) throws InterchangeException {
            if (value.isEmpty()) {
                return;
            }
            switch (String.join("/", path)) {
                case "annotations/meta/task/name", "annotations/meta/job/name" -> name = value;
                case "annotations/meta/task/sha256" -> clip = hash(value);
                case "annotations/meta/task/size", "annotations/meta/job/size" -> frameCount = whole("size", value);
                case "annotations/meta/task/original_size/width",
                        "annotations/meta/job/original_size/width",
                        "annotations/meta/original_size/width" -> width = whole("width", value);
                case "annotations/meta/task/original_size/height",
                        "annotations/meta/job/original_size/height",
                        "annotations/meta/original_size/height" -> height = whole("height", value);
                default -> {
                    // Nothing else is needed.
                }
            }
        }

        private String attribute(String attribute) throws InterchangeException {
            String value = xml.getAttributeValue(null, attribute);
            if (value == null) {
                throw wrong("<" + xml.getLocalName() + "> has no attribute " + attribute);
            }
            return value;
        }

        private boolean flag(String attribute, boolean missing) throws InterchangeException {
            String value = xml.getAttributeValue(null, attribute);
            if (value == null) {
                return missing;
            }
            return switch (value.strip()) {
                case "1" -> true;
                case "0" -> false;
                default -> throw wrong("attribute " + attribute + ": expected 0 or 1, found '" + value + "'");
            };
        }

        private double number(String attribute) throws InterchangeException {
            String value = attribute(attribute);
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw wrong("attribute " + attribute + ": expected a number, found '" + Corners.shorten(value) + "'");
            }
        }

        private ContentHash hash(String value) throws InterchangeException {
            try {
                return new ContentHash(value);
            } catch (IllegalArgumentException e) {
                throw wrong(
                        "sha256: expected 64 lower-case hexadecimal digits, found '" + Corners.shorten(value) + "'");
            }
        }

        private int whole(String what, String value) throws InterchangeException {
            if (value.strip().matches("\\d{1,9}")) {
                return Integer.parseInt(value.strip());
            }
            throw wrong(what + ": expected a whole number, 0 or more, found '" + Corners.shorten(value) + "'");
        }

        private InterchangeException wrong(String problem) {
            return new InterchangeException(file, place(xml.getLocation()), problem);
        }
    }

    /** Writes a file that CVAT and {@link #read} understand. */
    public static void write(Path file, CvatVideo video) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
                document(xml, video);
                xml.close();
            } catch (XMLStreamException e) {
                throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
            }
        });
    }

    private static void document(XMLStreamWriter xml, CvatVideo video) throws XMLStreamException {
        xml.writeStartDocument("utf-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("annotations");
        element(xml, "version", "1.1");
        xml.writeStartElement("meta");
        xml.writeStartElement("task");
        element(xml, "name", video.name());
        ContentHash clip = video.clip();
        if (clip != null) {
            // CVAT passes over what it does not know; by this the boxes find their clip again under any name.
            element(xml, "sha256", clip.hex());
        }
        element(xml, "size", Integer.toString(video.frameCount()));
        element(xml, "mode", "interpolation");
        element(xml, "start_frame", "0");
        element(xml, "stop_frame", Integer.toString(Math.max(0, video.frameCount() - 1)));
        xml.writeStartElement("labels");
        for (String label :
                video.tracks().stream().map(CvatVideo.Track::label).distinct().toList()) {
            xml.writeStartElement("label");
            element(xml, "name", label);
            element(xml, "attributes", "");
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeStartElement("original_size");
        element(xml, "width", Integer.toString(video.width()));
        element(xml, "height", Integer.toString(video.height()));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
        for (int i = 0; i < video.tracks().size(); i++) {
            CvatVideo.Track track = video.tracks().get(i);
            xml.writeCharacters("\n  ");
            xml.writeStartElement("track");
            xml.writeAttribute("id", Integer.toString(i));
            xml.writeAttribute("label", track.label());
            xml.writeAttribute("source", "manual");
            for (CvatVideo.Box box : track.boxes()) {
                box(xml, box);
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void box(XMLStreamWriter xml, CvatVideo.Box box) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeEmptyElement("box");
        xml.writeAttribute("frame", Integer.toString(box.frame()));
        xml.writeAttribute("keyframe", box.keyFrame() ? "1" : "0");
        xml.writeAttribute("outside", box.outside() ? "1" : "0");
        xml.writeAttribute("occluded", box.occluded() ? "1" : "0");
        xml.writeAttribute("xtl", corner(box.box().x1()));
        xml.writeAttribute("ytl", corner(box.box().y1()));
        xml.writeAttribute("xbr", corner(box.box().x2()));
        xml.writeAttribute("ybr", corner(box.box().y2()));
        xml.writeAttribute("z_order", "0");
    }

    /** CVAT writes two decimals; more are kept where they are there. */
    private static String corner(double value) {
        String two = String.format(Locale.ROOT, "%.2f", value);
        return Double.parseDouble(two) == value ? two : MotTxt.plain(value);
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
