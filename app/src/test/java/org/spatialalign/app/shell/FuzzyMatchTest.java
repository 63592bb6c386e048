package org.spatialalign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FuzzyMatchTest {

    private static int score(String query, String title) {
        return FuzzyMatch.of(query, title).orElseThrow().score();
    }

    @Test
    void findsLettersInOrder() {
        assertThat(FuzzyMatch.of("cpl", "Command palette"))
                .hasValueSatisfying(match -> assertThat(match.positions()).containsExactly(0, 8, 10));
        assertThat(FuzzyMatch.of("xyz", "Command palette")).isEmpty();
        assertThat(FuzzyMatch.of("lap", "Palette")).isEmpty();
    }

    @Test
    void prefersWholePiecesAndStartsOfWords() {
        assertThat(score("pal", "Command palette")).isGreaterThan(score("pal", "Player: loop at all"));
        assertThat(score("open", "Open project…")).isGreaterThan(score("open", "Reopen at start"));
        assertThat(score("tl", "Trail, longer")).isGreaterThan(score("tl", "Settle"));
    }

    @Test
    void matchesEverythingAlikeBeforeAnythingIsTyped() {
        assertThat(FuzzyMatch.of("  ", "Anything"))
                .hasValueSatisfying(match -> assertThat(match.positions()).isEmpty());
    }

    @Test
    void doesNotMindCase() {
        assertThat(FuzzyMatch.of("INSPECT", "Go to inspect")).isPresent();
    }
}
