package org.spatialalign.app.charts;

/**
 * A value that a curve is read against: a thin line across the chart.
 *
 * @param label what it is, for instance "ln 2"
 */
public record Guide(double value, String label) {}
