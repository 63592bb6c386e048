package org.spatialalign.engine.model.umt5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;

@Tag("golden")
class PromptGoldenTest {

    private final Path folder = Golden.folder("umt5-tiny");

    @TestFactory
    List<DynamicTest> cleaningAndIds() {
        JsonNode json = Golden.json(folder.resolve("tokenizer_cases.json"));
        int maxLength = json.get("max_length").asInt();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : json.get("cases")) {
            tests.add(DynamicTest.dynamicTest("'" + one.get("raw").asText() + "'", () -> check(one, maxLength)));
        }
        return tests;
    }

    private void check(JsonNode one, int maxLength) throws WorkbenchException {
        String raw = one.get("raw").asText();
        assertThat(PromptCleaning.clean(raw)).isEqualTo(one.get("cleaned").asText());
        assertThat(PromptCleaning.withoutRepair(raw))
                .isEqualTo(one.get("cleaned_without_ftfy").asText());
        try (PromptTokenizer tokenizer = PromptTokenizer.open(folder.resolve("tokenizer"), maxLength)) {
            assertThat(tokenizer.encode(one.get("cleaned").asText())).containsExactly(ids(one.get("ids")));
            assertThat(tokenizer.encode(one.get("cleaned_without_ftfy").asText()))
                    .containsExactly(ids(one.get("ids_cleaned_without_ftfy")));
        }
    }

    private static long[] ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
