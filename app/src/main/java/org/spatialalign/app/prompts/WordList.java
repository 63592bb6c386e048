package org.spatialalign.app.prompts;

/** The lists of a vocabulary that people edit, and how a line of each is written. */
enum WordList {
    ANIMALS("animals", "Animals", "cat: walks, prowls, jumps"),
    OBJECTS("objects", "Objects", "chair"),
    SCENES("scenes", "Scenes", "In a quiet room with a window"),
    STRUCTURES("templates", "Structures", "from-to: {scene}, {a animal} {verb} {from} {a object} {final} it.");

    private final String key;
    private final String title;
    private final String example;

    WordList(String key, String title, String example) {
        this.key = key;
        this.title = title;
        this.example = example;
    }

    /** As the vocabulary names it when something is wrong. */
    String key() {
        return key;
    }

    String title() {
        return title;
    }

    String example() {
        return example;
    }

    static WordList ofKey(String key) {
        for (WordList list : values()) {
            if (list.key.equals(key)) {
                return list;
            }
        }
        throw new IllegalArgumentException("no such list: " + key);
    }
}
