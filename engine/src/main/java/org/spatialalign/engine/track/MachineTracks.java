package org.spatialalign.engine.track;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.MachineBox.BoxState;

/**
 * The dense base layer: what a machine says about both roles in every frame of a clip. Never changed; a new tracking
 * run makes a new one. Its JSON is compact ({@link PackedTracks}) and exact.
 *
 * @param animal one entry per frame of the clip
 * @param object one entry per frame of the clip
 */
public record MachineTracks(List<MachineBox> animal, List<MachineBox> object) {

    public MachineTracks {
        if (animal.size() != object.size()) {
            throw new IllegalArgumentException("animal has " + animal.size() + " frames, object has " + object.size());
        }
        animal = List.copyOf(animal);
        object = List.copyOf(object);
    }

    /** Tracks of a clip that no machine has looked at. */
    public static MachineTracks none(int frameCount) {
        List<MachineBox> none = Collections.nCopies(frameCount, MachineBox.absent(BoxState.NONE));
        return new MachineTracks(none, none);
    }

    public int frameCount() {
        return animal.size();
    }

    public List<MachineBox> of(Role role) {
        return role == Role.ANIMAL ? animal : object;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static MachineTracks unpack(PackedTracks packed) {
        return new MachineTracks(packed.animal().unpack(), packed.object().unpack());
    }

    @JsonValue
    PackedTracks pack() {
        return new PackedTracks(PackedTracks.Layer.pack(animal), PackedTracks.Layer.pack(object));
    }
}
