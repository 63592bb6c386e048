package org.spatialalign.app.fx;

import javafx.beans.value.ObservableDoubleValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * Shows its content larger by a factor and lays it out in the space that then remains, so that everything grows and
 * nothing leaves the window.
 */
public final class ScaledRoot extends Region {

    private final Region content;
    private final ObservableDoubleValue factor;

    public ScaledRoot(Region content, ObservableDoubleValue factor) {
        this.content = content;
        this.factor = factor;
        Scale scale = new Scale();
        scale.xProperty().bind(factor);
        scale.yProperty().bind(factor);
        content.getTransforms().add(scale);
        getChildren().add(content);
        getStyleClass().add("scaled-root");
        factor.addListener(observable -> {
            requestLayout();
            layOutAnew(content);
        });
    }

    /** What is painted by hand looks at the factor when it is laid out, even if its own size stays the same. */
    private static void layOutAnew(Parent parent) {
        parent.requestLayout();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Parent inner) {
                layOutAnew(inner);
            }
        }
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth() / factor.get(), getHeight() / factor.get());
    }

    @Override
    public Orientation getContentBias() {
        return content.getContentBias();
    }

    @Override
    protected double computeMinWidth(double height) {
        return content.minWidth(unscaled(height)) * factor.get();
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.minHeight(unscaled(width)) * factor.get();
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(unscaled(height)) * factor.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(unscaled(width)) * factor.get();
    }

    private double unscaled(double length) {
        return length < 0 ? length : length / factor.get();
    }
}
