package org.spatialalign.engine.model.umt5;

/** The code page of Windows that texts of the web most often are mistaken for. */
final class Windows1252 {

    /** What stands for the bytes 0x80 to 0x9f; where the code page has nothing, the control character itself. */
    private static final String UPPER = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021"
            + "\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
            + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014"
            + "\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    private Windows1252() {}

    /** @param value 0 to 255 */
    static char character(int value) {
        return value >= 0x80 && value < 0xa0 ? UPPER.charAt(value - 0x80) : (char) value;
    }

    /** The byte of a character in this code page or in Latin-1; -1 where it is in neither. */
    static int value(char character) {
        int at = character < 0x80 ? -1 : UPPER.indexOf(character);
        return at >= 0 ? 0x80 + at : character <= 0xff ? character : -1;
    }
}
