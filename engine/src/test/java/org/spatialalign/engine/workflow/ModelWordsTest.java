package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.WordKnowledge;
import org.spatialalign.engine.prompt.WordKnowledge.Role;

class ModelWordsTest {

    private static final Path WAN = Path.of("src/test/resources/fixtures/wan-pipeline-tiny");

    private static final String WORD_PIECE =
            "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"[UNK]\": 0, \"cat\": 1, \"bo\": 2, \"##x\": 3}}}";

    private final Path folder;

    ModelWordsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theTextEncoderOfAWanFolder() throws WorkbenchException {
        WordKnowledge words = ModelWords.open(WAN);
        assertThat(words)
                .returns("wan-pipeline-tiny", WordKnowledge::model)
                .returns(Role.READS_SENTENCES, WordKnowledge::role);
        assertThat(String.join("", words.pieces("  the left ")))
                .as("the pieces of the cleaned text")
                .isEqualTo("\u2581the\u2581left");
        assertThat(words.pieces("the")).containsExactly("\u2581the");
        assertThat(words.unreadable("the left")).isFalse();
        assertThat(words.unreadable("\u732b")).isTrue();
        assertThat(ModelWords.open(WAN.resolve("tokenizer/tokenizer.json")).pieces("the left"))
                .isEqualTo(ModelWords.open(WAN.resolve("tokenizer")).pieces("the left"));
    }

    @Test
    void bareBytesAreNoReading() throws Exception {
        Path file = write(
                "bytes.json",
                """
                {"version": "1.0", "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always"},
                 "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": true, "vocab": [["<unk>", 0.0],
                   ["\u2581", -2.0], ["\u2581cat", -1.0], ["<0xE7>", -9.0], ["<0x8C>", -9.0], ["<0xAB>", -9.0]]}}
                """);
        WordKnowledge words = ModelWords.open(file);
        assertThat(words.model()).isEqualTo("bytes.json");
        assertThat(words.unreadable("cat")).isFalse();
        assertThat(words.pieces("\u732b")).contains("<0xE7>");
        assertThat(words.unreadable("\u732b")).isTrue();
    }

    @Test
    void theTokenizerOfADetector() throws Exception {
        Path model = Files.createDirectory(folder.resolve("grounding-dino"));
        write("grounding-dino/vocab.txt", "[UNK]\ncat\nbo\n##x\n");
        WordKnowledge lines = ModelWords.open(model);
        assertThat(lines)
                .returns("grounding-dino", WordKnowledge::model)
                .returns(Role.LABELS_BOXES, WordKnowledge::role);
        assertThat(lines.pieces("box")).containsExactly("bo", "##x");
        write("grounding-dino/tokenizer.json", WORD_PIECE);
        assertThat(ModelWords.open(model).pieces("box")).containsExactly("bo", "##x");
        assertThat(ModelWords.open(model).unreadable("owl")).isTrue();
    }

    @Test
    void whatIsNoTokenizerIsNamed() throws IOException {
        assertThatThrownBy(() -> ModelWords.open(folder))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageStartingWith(folder + " holds no tokenizer; expected tokenizer.json or vocab.txt");
        refused(folder.resolve("none.json"), "there is no such file or folder");
        refused(write("other.json", WORD_PIECE.replace("WordPiece", "BPE")), "of the kind 'BPE'; expected");
        refused(write("none.json", "{\"a\": 1}"), "there is no \"type\" in its \"model\"; expected");
        refused(write("half.json", "{\"model\": "), "");
        refused(write("list.json", "{\"model\": {\"type\": \"WordPiece\", \"vocab\": []}}"), "\"vocab\"");
        refused(write("bad.json", "{\"model\": {\"type\": \"Unigram\", \"vocab\": 3}}"), "not a tokenizer");
        refused(write("notes.txt", "Remember the milk.\n"), "no line is [UNK]; expected the vocab.txt");
        Files.write(folder.resolve("picture.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        refused(folder.resolve("picture.txt"), "is no text");
    }

    private static void refused(Path file, String reason) {
        assertThatThrownBy(() -> ModelWords.open(file))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
