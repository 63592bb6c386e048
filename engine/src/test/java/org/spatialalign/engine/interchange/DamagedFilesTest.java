package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.LabelledFrame;

/** Damaged files are read or refused with file and reason; nothing else ever comes out of a reader. */
class DamagedFilesTest {

    private final Path folder;

    DamagedFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @FunctionalInterface
    private interface Reader {
        Object read(Path file) throws InterchangeException;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy1_int64_p2.pkl",
                "numpy1_float32_p5.pkl",
                "numpy2_fortran_order_p4.pkl",
                "numpy2_numpy_scalar_frame_p4.pkl",
                "numpy2_with_masks_p4.pkl",
                "numpy2_list_boxes_p4.pkl"
            })
    void pickles(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("pickles/detections/" + name))) {
            damage(in.readAllBytes(), 400, DetectionPickle::read);
        }
    }

    @Test
    void texts() throws Exception {
        damage(
                """
                type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt,video,reward
                LR,p0,rabbit,stone,"On, a",on the left of,to the right of,"a ""b"" c",['a.mp4'],"[0.5, -100]"
                """,
                PromptCsv::read);
        damage("[{\"clip\": \"a.mp4\", \"frame\": 8, \"animal\": [6, 1.5, 8e1, 3], \"object\": null}]", SeedFile::read);
        damage(
                "{\"animal\":\"a\",\"object\":\"b\",\"cases\":[{\"video\":\"v\",\"type\":\"RL\",\"frames\":[{\"frame\":0,"
                        + "\"labels\":[\"a\"],\"boxes\":[[1,2,3,4]]}]}]}",
                BoxCases::read);
        damage(
                "{\"videos\":[{\"id\":1,\"name\":\"v\",\"length\":2}],\"images\":[{\"id\":1,\"video_id\":1,"
                        + "\"frame_index\":0}],\"categories\":[{\"id\":1,\"name\":\"cat\"}],\"annotations\":[{"
                        + "\"image_id\":1,\"track_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4]}]}",
                CocoJson::read);
        damage("1,1,0,0,5.5,6,1,1,1\n2,2,0,0,5,6,1,2,1\n", MotTxt::read);
        damage(
                "<annotations><meta><task><name>n</name><size>3</size></task></meta><track label=\"a\"><box frame=\"0\""
                        + " xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\" keyframe=\"1\"/></track></annotations>",
                CvatVideoXml::read);
    }

    /** What numpy writes for arrays without boxes in protocol 2, and for other numbers than the paper's. */
    @Test
    void rarerArraysAreRead() throws Exception {
        String array = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\u0000tU\u0001btR(K\u0001(K%sK\u0004t"
                + "cnumpy\ndtype\n(U\u0002%s\u0089\u0088tR(K\u0003U\u0001%sNNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff"
                + "\u00ffK\u0000tb\u0089%stb";
        assertThat(boxes("]", String.format(array, "\u0000", "i8", "<", "c__builtin__\nbytes\n)R")))
                .isEmpty();
        assertThat(boxes("](U\u0001ae", String.format(array, "\u0001", "u1", "|", "U\u0004\u0001\u0002\u00f0\u00ff")))
                .containsExactly(new PixelBox(1, 2, 240, 255));
        assertThat(boxes(
                        "](U\u0001ae",
                        String.format(
                                array, "\u0001", "i2", ">", "U\u0008\u00ff\u00ff\u0000\u0002\u0001\u0000\u0001\u0001")))
                .containsExactly(new PixelBox(-1, 2, 256, 257));
    }

    private List<PixelBox> boxes(String labels, String array) throws Exception {
        String text = "\u0080\u0002](](K\u0000" + labels + array + "ee.";
        Path file = Files.write(folder.resolve("rare.pkl"), text.getBytes(StandardCharsets.ISO_8859_1));
        List<LabelledFrame> frames = DetectionPickle.read(file);
        return frames.get(0).boxes();
    }

    private void damage(String text, Reader reader) throws Exception {
        damage(text.getBytes(StandardCharsets.UTF_8), 300, reader);
    }

    private void damage(byte[] whole, int times, Reader reader) throws Exception {
        Path file = folder.resolve("damaged");
        Files.write(file, whole);
        assertThat(reader.read(file)).isNotNull();
        Random random = new Random(whole.length);
        for (int i = 0; i < times; i++) {
            byte[] bytes = Arrays.copyOf(whole, i % 4 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int k = random.nextInt(4); k >= 0 && bytes.length > 0 && i % 4 != 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                assertThat(reader.read(file)).isNotNull();
            } catch (InterchangeException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                assertThat(e.explanation()).isNotBlank();
            }
        }
    }
}
