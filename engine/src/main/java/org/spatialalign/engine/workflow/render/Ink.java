package org.spatialalign.engine.workflow.render;

import org.spatialalign.engine.geometry.Role;

/**
 * The colours of a figure on light or dark ground. Roles and relations are told apart by a colour-blind safe pair
 * (Okabe and Ito) and, besides, by solid against dashed lines.
 */
record Ink(int ground, int text, int muted, int grid, int frame, int initial, int last) {

    static final int ANIMAL = 0xff0072b2;
    static final int OBJECT = 0xffe69f00;

    static final Ink LIGHT =
            new Ink(0xffffffff, 0xff1b1f24, 0xff5c6670, 0xffdfe3e8, 0xff9aa4ae, 0xff00785a, 0xffb0407f);
    static final Ink DARK = new Ink(0xff14181d, 0xfff2f4f6, 0xffa9b3bd, 0xff333b44, 0xff66717c, 0xff2cc79b, 0xffec8fc4);

    static int of(Role role) {
        return role == Role.ANIMAL ? ANIMAL : OBJECT;
    }

    /** The same colour, letting this share of what lies below shine through less: 1 is opaque. */
    static int fade(int argb, double opacity) {
        return ((int) Math.round(255 * Math.max(0, Math.min(1, opacity))) << 24) | (argb & 0xffffff);
    }
}
