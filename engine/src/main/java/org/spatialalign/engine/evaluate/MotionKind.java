package org.spatialalign.engine.evaluate;

/** What the animal does in a clip, seen from the object. */
public enum MotionKind {
    FOLLOWS("follows", "Starts and ends where the prompt asks for."),
    STOPS_SHORT("stops short", "Goes the right way, but not far enough."),
    NEVER_MOVES("never moves", "Stays where it is with respect to the object."),
    WRONG_WAY("wrong way", "Moves, but not towards the relation at the end."),
    OVERSHOOTS("overshoots", "Reaches the relation at the end and leaves it again."),
    WRONG_START("wrong start", "Ends well, but does not start where the prompt asks for."),
    VANISHES(
            "vanishes",
            "Is missing at an end or for most of the clip, or the object is, and the last place is not the asked one.");

    private final String title;
    private final String meaning;

    MotionKind(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** In a word or two. */
    public String title() {
        return title;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }
}
