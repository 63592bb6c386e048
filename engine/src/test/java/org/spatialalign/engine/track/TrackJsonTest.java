package org.spatialalign.engine.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.MachineBox.BoxState;

class TrackJsonTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void correctionsSurviveARoundTrip() throws Exception {
        Corrections corrections = new Corrections(
                List.of(new KeyFrame(Role.OBJECT, 3, new PixelBox(1.25, 2, 1.0 / 3 + 5, 4))),
                List.of(new Span(Role.ANIMAL, 5, 9)),
                List.of(4),
                List.of(new Span(Role.OBJECT, 0, 2)));

        String text = json.writeValueAsString(corrections);

        assertThat(text).contains("\"box\":[1.25,2.0,").doesNotContain("empty");
        assertThat(json.readValue(text, Corrections.class)).isEqualTo(corrections);
    }

    @Test
    void listsThatAreMissingAreEmpty() throws Exception {
        assertThat(json.readValue("{}", Corrections.class)).isEqualTo(Corrections.NONE);
    }

    @Test
    void machineTracksSurviveARoundTripAndAreCompact() throws Exception {
        MachineTracks tracks = new MachineTracks(
                List.of(
                        new MachineBox(new PixelBox(1, 2, 3.5, 4), BoxState.SEED, 1),
                        new MachineBox(new PixelBox(0.1, 0, 0.1, 0), BoxState.TRACKED, 0.625),
                        MachineBox.absent(BoxState.LOST)),
                List.of(
                        new MachineBox(new PixelBox(-1, -2, 3, 4), BoxState.DETECTED, 1),
                        MachineBox.absent(BoxState.OUTSIDE),
                        MachineBox.absent(BoxState.JUMPED)));

        String text = json.writeValueAsString(tracks);

        assertThat(text)
                .isEqualTo("{\"animal\":{\"states\":\"STL\",\"boxes\":[1.0,2.0,3.5,4.0,0.1,0.0,0.1,0.0],"
                        + "\"confidence\":[1.0,0.625,0.0]},"
                        + "\"object\":{\"states\":\"DOJ\",\"boxes\":[-1.0,-2.0,3.0,4.0],\"confidence\":[]}}");
        assertThat(json.readValue(text, MachineTracks.class)).isEqualTo(tracks);
    }

    @Test
    void everyStateHasItsLetter() throws Exception {
        for (BoxState state : BoxState.values()) {
            MachineBox box =
                    state.hasBox() ? new MachineBox(new PixelBox(0, 0, 1, 1), state, 1) : MachineBox.absent(state);
            MachineTracks tracks = new MachineTracks(List.of(box), List.of(box));
            assertThat(json.readValue(json.writeValueAsString(tracks), MachineTracks.class))
                    .isEqualTo(tracks);
        }
    }

    @Test
    void damagedTracksAreRefused() {
        assertThatThrownBy(() -> read("TT", "[1,2,3,4]"))
                .isInstanceOf(ValueInstantiationException.class)
                .hasMessageContaining("the boxes end before frame 1");
        assertThatThrownBy(() -> read("T?", "[1,2,3,4]")).hasMessageContaining("frame 1 has the state '?'");
    }

    private MachineTracks read(String states, String boxes) throws Exception {
        String layer = "{\"states\":\"" + states + "\",\"boxes\":" + boxes + ",\"confidence\":[]}";
        return json.readValue("{\"animal\":" + layer + ",\"object\":" + layer + "}", MachineTracks.class);
    }

    @Test
    void optionsSurviveARoundTrip() throws Exception {
        String text = json.writeValueAsString(TrackerOptions.DEFAULT);
        assertThat(json.readValue(text, TrackerOptions.class)).isEqualTo(TrackerOptions.DEFAULT);
    }
}
