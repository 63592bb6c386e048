package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;

class MotTxtTest {

    private final Path folder;

    MotTxtTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void framesCountFromOneInTheFile() throws Exception {
        assertThat(read("3,2,10,20,5,6,1,2,1\r\n1,1,-2.5,0,4,4\n\n 3 , 1 , 1,1,0,0,1,1,0.5\n2,1,1,1,1,1,0,1,1\n"))
                .containsExactly(
                        new FrameBoxes(0, new PixelBox(-2.5, 0, 1.5, 4), null),
                        FrameBoxes.of(2, new PixelBox(1, 1, 1, 1), new PixelBox(10, 20, 15, 26)));
        assertThat(read("")).isEmpty();
    }

    @Test
    void writtenBoxesComeBack() throws Exception {
        List<FrameBoxes> frames = List.of(
                FrameBoxes.of(0, new PixelBox(0, 0.25, 10, 20.5), new PixelBox(-3, -4, 0, 0)),
                new FrameBoxes(1, null, null),
                new FrameBoxes(80, null, new PixelBox(1, 2, 1, 2)));
        Path file = folder.resolve("out.txt");
        MotTxt.write(file, frames);
        assertThat(Files.readString(file))
                .isEqualTo("1,1,0,0.25,10,20.25,1,1,1\n1,2,-3,-4,3,4,1,2,1\n81,2,1,2,0,0,1,2,1\n");
        assertThat(MotTxt.read(file)).containsExactly(frames.get(0), frames.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,1,0,0,1|has 5 fields",
                "x,1,0,0,1,1|field 1 (frame): expected a number, found 'x'",
                "1.5,1,0,0,1,1|field 1 (frame): expected a whole number",
                "0,1,0,0,1,1|frames count from 1",
                "99999999999,1,0,0,1,1|whole number",
                "1,3,0,0,1,1|expected 1 for the animal or 2 for the object",
                "1,1,NaN,0,1,1|field 3 (x): expected a finite number",
                "1,1,0,0,Infinity,1|field 5 (width): expected a finite number",
                "1,1,0,0,-1,1|must not be negative",
                "1,1,0,0,2000000,1|within a million",
                "1,1,0,0,1,1,x|field 7 (keep)",
                "1,2,0,0,1,1|twice",
            })
    void aBadLineIsNamed(String example) {
        String[] parts = example.split("\\|");
        assertThatThrownBy(() -> read("1,2,0,0,1,1\n\n" + parts[0] + "\n"))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(parts[1]);
    }

    @Test
    void otherFilesAreRefused() throws Exception {
        Path binary = Files.write(folder.resolve("binary.txt"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0});
        assertThatThrownBy(() -> MotTxt.read(binary)).isInstanceOf(InterchangeException.class);
        assertThatThrownBy(() -> MotTxt.read(folder.resolve("absent.txt")))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("absent.txt");
    }

    private List<FrameBoxes> read(String text) throws IOException, InterchangeException {
        return MotTxt.read(Files.writeString(folder.resolve("boxes.txt"), text));
    }
}
