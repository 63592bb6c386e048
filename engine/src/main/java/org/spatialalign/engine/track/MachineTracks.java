package org.spatialalign.engine.track;

import java.util.List;
import org.spatialalign.engine.geometry.Role;

/**
 * The dense base layer: what a machine says about both roles in every frame of a clip. Never changed; a new tracking
 * run makes a new one.
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

    public int frameCount() {
        return animal.size();
    }

    public List<MachineBox> of(Role role) {
        return role == Role.ANIMAL ? animal : object;
    }
}
