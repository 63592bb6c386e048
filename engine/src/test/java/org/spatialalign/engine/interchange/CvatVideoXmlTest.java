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
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.interchange.CvatVideo.Box;
import org.spatialalign.engine.interchange.CvatVideo.Track;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.EffectiveBox.Origin;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;

class CvatVideoXmlTest {

    private static final PixelBox A = new PixelBox(1, 2, 3, 4);

    private final Path folder;

    CvatVideoXmlTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsWhatCvatExports() throws Exception {
        CvatVideo video = read(
                """
                <?xml version="1.0" encoding="utf-8"?>
                <annotations>
                  <version>1.1</version>
                  <meta>
                    <job><id>7</id><size>81</size><mode>interpolation</mode><start_frame>0</start_frame></job>
                    <task><name>a &amp; b.mp4</name><size>81</size>
                      <labels><label><name>cat</name><color>#fff</color><attributes></attributes></label></labels>
                      <original_size><width>832</width><height>480</height></original_size>
                    </task>
                    <dumped>2026-01-01</dumped>
                  </meta>
                  <track id="0" label="cat" source="manual">
                    <box frame="8" keyframe="1" outside="1" occluded="0" xtl="3.00" ytl="2" xbr="5" ybr="6" z_order="0"/>
                    <box frame="0" keyframe="1" outside="0" occluded="1" xtl="1.00" ytl="2" xbr="3" ybr="4" z_order="0">
                      <attribute name="x">7</attribute>
                    </box>
                    <box frame="4" keyframe="0" outside="0" occluded="0" xtl="3.00" ytl="2" xbr="5" ybr="4"/>
                    <polygon frame="5" points="1,2;3,4"/>
                  </track>
                  <track id="1" label="chair"/>
                </annotations>""");
        assertThat(video.name()).isEqualTo("a & b.mp4");
        assertThat(List.of(video.frameCount(), video.width(), video.height())).containsExactly(81, 832, 480);
        Track cat = video.tracks().get(0);
        assertThat(cat.boxes())
                .containsExactly(
                        new Box(0, A, true, false, true),
                        new Box(4, new PixelBox(3, 2, 5, 4), false, false, false),
                        new Box(8, new PixelBox(3, 2, 5, 6), true, true, false));
        assertThat(cat.at(0)).isEqualTo(A);
        assertThat(cat.at(2)).as("a straight line in between").isEqualTo(new PixelBox(2, 2, 4, 4));
        assertThat(cat.at(6)).as("at rest before it leaves").isEqualTo(new PixelBox(3, 2, 5, 4));
        assertThat(cat.at(8)).isNull();
        assertThat(cat.at(80)).isNull();
        assertThat(video.tracks().get(1)).isEqualTo(new Track("chair", List.of()));
    }

    @Test
    void flagsSurviveTheWayThereAndBack() throws Exception {
        CvatVideo video = new CvatVideo(
                "<\"clip\"> & \u732b.mp4",
                ContentHash.ofText("the clip"),
                81,
                832,
                480,
                List.of(
                        new Track(
                                "cat",
                                List.of(
                                        new Box(0, A, true, false, false),
                                        new Box(1, new PixelBox(1.0 / 3, -2.5, 3, 4), false, false, true),
                                        new Box(2, A, true, true, false))),
                        new Track("a \"chair\"", List.of())));
        Path file = folder.resolve("out.xml");
        CvatVideoXml.write(file, video);
        assertThat(CvatVideoXml.read(file)).isEqualTo(video);
        assertThat(Files.readString(file)).contains("xtl=\"1.00\"", "keyframe=\"0\"", "occluded=\"1\"");
    }

    @Test
    void peoplesBoxesAndSeedsAreKeyFrames() {
        MachineBox seed = new MachineBox(A, BoxState.SEED, 1);
        MachineBox tracked = new MachineBox(A, BoxState.TRACKED, 0.5);
        MachineBox lost = MachineBox.absent(BoxState.LOST);
        Track track = CvatVideo.track(
                "cat",
                List.of(
                        new EffectiveBox(null, Origin.MACHINE, lost),
                        new EffectiveBox(A, Origin.MACHINE, tracked),
                        new EffectiveBox(A, Origin.MACHINE, tracked),
                        new EffectiveBox(A, Origin.MACHINE, seed),
                        new EffectiveBox(A, Origin.SPREAD, tracked),
                        new EffectiveBox(A, Origin.KEY_FRAME, tracked),
                        new EffectiveBox(null, Origin.MARKED_OUTSIDE, tracked),
                        new EffectiveBox(null, Origin.MACHINE, lost),
                        new EffectiveBox(A, Origin.MACHINE, tracked)));
        assertThat(track.boxes())
                .containsExactly(
                        new Box(1, A, true, false, false),
                        new Box(2, A, false, false, false),
                        new Box(3, A, true, false, false),
                        new Box(4, A, false, false, false),
                        new Box(5, A, true, false, false),
                        new Box(6, A, true, true, false),
                        new Box(8, A, true, false, false));
    }

    @Test
    void entitiesAreNeitherFetchedNorExpanded() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        assertThatThrownBy(() -> read("<!DOCTYPE annotations [<!ENTITY x SYSTEM \"" + secret.toUri()
                        + "\">]>\n<annotations><meta><task><name>&x;</name></task></meta></annotations>"))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("document type declaration");
        assertThatThrownBy(() -> read("<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                        + "<annotations><meta><task><name>&b;</name></task></meta></annotations>"))
                .hasMessageContaining("document type declaration");
        assertThatThrownBy(() -> read("<annotations><meta><task><name>&b;</name></task></meta></annotations>"))
                .isInstanceOf(InterchangeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frame=\"0\"|frame=\"-1\"|frame: expected a whole number",
                "frame=\"0\"| |<box> has no attribute frame",
                "xtl=\"1\"|xtl=\"NaN\"|finite",
                "xtl=\"1\"|xtl=\"one\"|attribute xtl: expected a number, found 'one'",
                "xtl=\"1\"|xtl=\"9\"|x1 <= x2",
                "ybr=\"4\"| |has no attribute ybr",
                "keyframe=\"1\"|keyframe=\"yes\"|expected 0 or 1, found 'yes'",
                " frame=\"1\"| frame=\"0\"|two boxes in frame 0",
                "label=\"cat\"| |has no attribute label",
                "</track>|</tra>|not valid XML",
            })
    void aBadPlaceIsNamed(String example) {
        String[] parts = example.split("\\|");
        String good =
                """
                <annotations><track label="cat">
                <box frame="0" keyframe="1" xtl="1" ytl="2" xbr="3" ybr="4"/>
                <box frame="1" xtl="1" ytl="2" xbr="3" ybr="4"/>
                </track></annotations>""";
        String bad = good.replaceFirst(parts[0], parts[1]);
        assertThat(bad).isNotEqualTo(good);
        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("line ")
                .hasMessageContaining(parts[2]);
    }

    @Test
    void otherFilesAreRefused() {
        assertThatThrownBy(() -> read("<html/>")).hasMessageContaining("expected the element <annotations>");
        assertThatThrownBy(() -> read("<annotations><image id=\"0\"/></annotations>"))
                .hasMessageContaining("CVAT for video 1.1");
        assertThatThrownBy(() -> read("no xml")).hasMessageContaining("not valid XML");
        assertThatThrownBy(() -> read("")).isInstanceOf(InterchangeException.class);
        assertThatThrownBy(() -> read("<annotations>".repeat(3))).isInstanceOf(InterchangeException.class);
        assertThatThrownBy(() -> CvatVideoXml.read(folder.resolve("absent.xml")))
                .hasMessageContaining("absent.xml");
    }

    private CvatVideo read(String xml) throws IOException, InterchangeException {
        return CvatVideoXml.read(Files.writeString(folder.resolve("boxes.xml"), xml));
    }
}
