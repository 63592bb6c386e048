package org.spatialalign.engine.core;

/** Which version of the program this is; kept with everything it makes. */
public final class CodeVersion {

    /** The same as in the parent pom, without "-SNAPSHOT". */
    public static final String CURRENT = "0.1.0";

    private CodeVersion() {}
}
