package org.spatialalign.engine.model.lora;

/** The state that all adapters of one injection share. Used by the thread that computes with the model. */
final class LoraSwitch {

    private boolean on = true;
    private double multiplier = 1;

    boolean isOn() {
        return on;
    }

    void setOn(boolean on) {
        this.on = on;
    }

    double multiplier() {
        return multiplier;
    }

    void setMultiplier(double multiplier) {
        this.multiplier = multiplier;
    }
}
