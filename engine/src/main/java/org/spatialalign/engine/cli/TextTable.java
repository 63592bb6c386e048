package org.spatialalign.engine.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text for people: as wide as their widest cell, numbers to the right. */
final class TextTable {

    /** Longer cells are cut: a table that wraps is unreadable. */
    private static final int WIDEST = 60;

    private final List<String> heads;
    private final List<Boolean> toTheRight;
    private final boolean lastWhole;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param columns heads; a leading {@code >} puts the column's cells to the right, a leading {@code =} leaves those of
     *     the last column whole, where a person needs every word
     */
    TextTable(String... columns) {
        heads = List.of(columns).stream().map(c -> c.replaceFirst("^[>=]", "")).toList();
        lastWhole = columns[columns.length - 1].startsWith("=");
        toTheRight = List.of(columns).stream().map(c -> c.startsWith(">")).toList();
    }

    void row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            row.add(lastWhole && i == cells.length - 1 ? cells[i] : cut(cells[i]));
        }
        rows.add(row);
    }

    void print(PrintWriter out) {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    heads.get(i).length(),
                    rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
        }
        out.println(line(heads, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(toTheRight.get(i) ? pad + cells.get(i) : cells.get(i) + pad);
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String cell) {
        return cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 1) + "…";
    }
}
