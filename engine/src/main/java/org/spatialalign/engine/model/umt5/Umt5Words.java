package org.spatialalign.engine.model.umt5;

import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.WordKnowledge;

/** The words of UMT5's tokenizer, that of the Wan family. Its native memory goes with the object. */
public final class Umt5Words implements WordKnowledge {

    private static final Cleaner CLEANER = Cleaner.create();

    private final String model;
    private final PromptTokenizer tokenizer;

    private Umt5Words(String model, PromptTokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /**
     * @param model its name, for people
     * @param file a {@code tokenizer.json} of the kind Unigram
     */
    public static Umt5Words read(String model, Path file) throws WorkbenchException {
        PromptTokenizer tokenizer = PromptTokenizer.read(file, PromptTokenizer.MAX_LENGTH);
        Umt5Words words = new Umt5Words(model, tokenizer);
        CLEANER.register(words, tokenizer::close);
        return words;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Role role() {
        return Role.READS_SENTENCES;
    }

    @Override
    public List<String> pieces(String words) {
        return tokenizer.pieces(PromptCleaning.clean(words));
    }

    @Override
    public boolean unreadable(String words) {
        return tokenizer.unreadable(PromptCleaning.clean(words));
    }
}
