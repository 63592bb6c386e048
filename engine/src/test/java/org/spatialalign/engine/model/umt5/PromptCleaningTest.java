package org.spatialalign.engine.model.umt5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of the reference: ftfy 6.3.1 and Python's html.unescape. */
class PromptCleaningTest {

    private static void becomes(String raw, String cleaned) {
        assertThat(PromptCleaning.clean(raw)).as(raw).isEqualTo(cleaned);
    }

    @Test
    void repairsTextReadInTheWrongCodePage() {
        becomes("caf\u00c3\u00a9 na\u00c3\u00afve", "caf\u00e9 na\u00efve");
        becomes("it\u00e2\u20ac\u2122s", "it's");
        becomes("\u00e2\u0080\u009chello\u00e2\u0080\u009d", "\"hello\"");
        becomes("\u00c3\u0192\u00c2\u00a9lan", "\u00e9lan");
        becomes("\u00e7\u0152\u00ab", "\u732b");
        becomes("\u00f0\u0178\u02dc\u20ac", "\ud83d\ude00");
        becomes("\u00c3 la mode", "\u00e0 la mode");
        // Only what is surely wrong, when the rest of the line is right.
        becomes("CAF\u00c9\u00ae it\u00e2\u20ac\u2122s na\u00eff\u2026", "CAF\u00c9\u00ae it's na\u00eff\u2026");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAF\u00c9\u00ae",
                "\u00abVoil\u00e0\u00bb",
                "caf\u00e9\u2014oui",
                "S\u00e3o Paulo",
                "\u00c5ngstr\u00f6m, 50 \u00b0C, \u20ac5, x\u00b2",
                "\u732b \u6905\u5b50 \ud83d\udc31"
            })
    void leavesHonestTextAlone(String text) {
        becomes(text, text);
    }

    @Test
    void removesWhatCannotBeSeen() {
        becomes("\u001b[31mred\u001b[0m\u0007 cat\ufeff", "red cat");
        becomes("one\u2028two\u0085three\r\nfour", "one two\u2026three four");
        becomes("\ud800 alone", "\ufffd alone");
        becomes("a\u0092s", "a's");
        becomes("\u01c4 \ufb05 \uff76\u3000\uffe6", "D\u017d \u017ft \u30ab \u20a9");
    }

    @Test
    void resolvesReferences() {
        becomes("&amp;amp;lt;b&amp;gt;", "<b>");
        becomes("&notit; &notin; &nosuch; & &;", "\u00acit; \u2209 &nosuch; & &;");
        becomes("&#65;&#x42;&#128;&#0;&#xD800;&#99999999999;", "AB\u20ac\ufffd\ufffd\ufffd");
        becomes("a&#1;b&#xfffe;c&#13;d", "abc d");
        becomes("&EACUTE;&SZLIG;&ampamp;", "\u00c9SS&");
        // In text with markup the repair keeps its hands off, the two later rounds do not.
        becomes("<i> &amp;amp;amp;", "<i> &amp;");
        becomes("&amp;amp;amp;", "&");
    }

    @Test
    void emptyStaysEmpty() {
        becomes("", "");
        becomes(" \t\u00a0\n", "");
    }
}
