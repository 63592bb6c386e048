package org.spatialalign.engine.model.umt5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;

class PromptTokenizerTest {

    private static final String TOKENIZER =
            """
            {"version": "1.0", "added_tokens": [
              {"id": 1, "content": "</s>", "special": true, "normalized": false,
               "lstrip": false, "rstrip": false, "single_word": false}],
             "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always"},
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
               "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
               "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}},
             "model": {"type": "Unigram", "unk_id": 2, "byte_fallback": false, "vocab": [
               ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0], ["\u2581cat", -1.0], ["\u2581", -2.0], ["s", -3.0]]}}
            """;

    @Test
    void cutsToTheLimitAndKeepsTheEnd(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
        try (PromptTokenizer tokenizer = PromptTokenizer.open(folder, 4)) {
            assertThat(tokenizer.encode("cats")).containsExactly(3, 5, 1);
            assertThat(tokenizer.encode("")).containsExactly(1);
            assertThat(tokenizer.encode("cat cat cat cat")).containsExactly(3, 3, 3, 1);
            // As in the reference: written out, the end token is one.
            assertThat(tokenizer.encode("cat</s>")).containsExactly(3, 1, 1);
        }
        try (PromptTokenizer tokenizer = PromptTokenizer.open(folder)) {
            assertThat(tokenizer.encode("cat ".repeat(600).strip()))
                    .hasSize(512)
                    .endsWith(3, 1);
        }
    }

    @Test
    void aFolderWithOnlyTheOtherFormatSaysWhatToDo(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("spiece.model"), new byte[] {10});
        assertThatThrownBy(() -> PromptTokenizer.open(folder))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("holds spiece.model but no tokenizer.json")
                .hasMessageContaining("copy it");
    }

    @Test
    void damagedFilesAreNamed(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> PromptTokenizer.open(folder))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("tokenizer.json");
        Path file = folder.resolve("tokenizer.json");
        for (String text : new String[] {
            "", "{", "[]", TOKENIZER.replace("Unigram", "BPE"), TOKENIZER.replace("unk_id\": 2", "unk_id\": 99")
        }) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> PromptTokenizer.open(folder))
                    .as(text)
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }
}
