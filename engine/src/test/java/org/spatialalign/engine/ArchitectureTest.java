package org.spatialalign.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of docs/architecture.md. Rules for rooms that are still empty hold from the day they are moved into. */
class ArchitectureTest {

    private static final String BASE = "org.spatialalign.engine.";

    /** Top to bottom: each package may use only those before it. */
    private static final List<String> ORDER = List.of(
            "core",
            "prompt",
            "geometry",
            "media",
            "tensor",
            "model",
            "schedule",
            "generate",
            "detect",
            "track",
            "score",
            "prefer",
            "train",
            "evaluate",
            "interchange",
            "job",
            "store",
            "workflow",
            "cli");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.spatialalign.engine");

    @TestFactory
    Stream<DynamicTest> eachPackageUsesOnlyThoseAboveIt() {
        return ORDER.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    List<String> below = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
                    String[] forbidden =
                            below.stream().map(b -> BASE + b + "..").toArray(String[]::new);
                    if (forbidden.length > 0) {
                        check(
                                noClasses()
                                        .that()
                                        .resideInAPackage(BASE + name + "..")
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(forbidden)
                                        .because(
                                                "docs/architecture.md lists the packages in the order in which they may be used"));
                    }
                }));
    }

    @Test
    void everyPackageIsInTheOrder() {
        Stream<String> packages = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(BASE))
                .map(name -> name.substring(BASE.length()).split("\\.")[0])
                .distinct();
        assertThat(packages).isSubsetOf(ORDER);
    }

    @Test
    void noCycles() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void noWindowToolkit() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "javax.swing..")
                .because("a script must be able to use the engine"));
    }

    @Test
    void tensorsStayInTheirRooms() {
        check(noClasses()
                .that(not(inEngine("tensor", "model", "schedule", "generate", "detect", "train")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because("everything else must be testable in milliseconds without native libraries"));
    }

    @Test
    void tensorsDoNotCrossTheFeatureBoundary() {
        check(methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(inEngine("generate", "detect", "score", "prefer"))
                .should(notMention("ai.djl.ndarray")));
    }

    @Test
    void sqlOnlyInStore() {
        check(noClasses()
                .that(not(inEngine("store")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..")
                .because("store is the only package with SQL"));
    }

    @Test
    void commandLineOnlyInCli() {
        check(noClasses()
                .that(not(inEngine("cli")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli.."));
        check(noClasses()
                .that(not(inEngine("cli")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void picturesOnlyInMedia() {
        check(noClasses()
                .that(not(inEngine("media")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..", "org.bytedeco.ffmpeg..")
                .because("frames leave media as plain pixels"));
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.javacv..")
                .because("its grabbers hide which frame they give; media asks ffmpeg itself"));
    }

    @Test
    void computerVisionOnlyInTrack() {
        check(noClasses()
                .that(not(inEngine("track")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.opencv..")
                .because("whatever follows things leaves track as boxes"));
        check(noClasses()
                .that(not(inEngine("media", "track")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .because("memory outside the heap is freed by hand, in two places only"));
    }

    @Test
    void mathematicsKnowsNoFiles() {
        check(noClasses()
                .that(inEngine("prompt", "geometry", "score"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..")
                .because("a score is a function of boxes"));
    }

    @Test
    void nothingThatIsReadIsExecuted() {
        check(noClasses()
                .that(inEngine("interchange"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "javax.script..")
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .because("files come from strangers"));
    }

    @Test
    void nothingLeavesTheMachine() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.net.Socket.class)
                .orShould()
                .callMethod(java.net.URL.class, "openConnection")
                .orShould()
                .callMethod(java.net.URL.class, "openStream")
                .because("nobody was asked"));
    }

    @Test
    void noUnseededRandomness() {
        check(noClasses()
                .should()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.util.SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.Collections.class, "shuffle", List.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .because("every random number has a seed that is passed in"));
    }

    @Test
    void noMutableStatics() {
        check(fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal());
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class));
        ArchCondition<JavaClass> haveMarkedPackage = new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " is not in a @NullMarked package"));
            }
        };
        check(classes().should(haveMarkedPackage));
    }

    private static DescribedPredicate<JavaClass> inEngine(String... packages) {
        String[] patterns = Stream.of(packages).map(p -> BASE + p + "..").toArray(String[]::new);
        return patterns.length == 1 ? resideInAPackage(patterns[0]) : resideInAnyPackage(patterns);
    }

    private static ArchCondition<JavaMethod> notMention(String prefix) {
        return new ArchCondition<>("not take or return " + prefix) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean clean = Stream.concat(
                                method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .noneMatch(type -> type.getName().startsWith(prefix));
                events.add(new SimpleConditionEvent(method, clean, method.getFullName() + " mentions " + prefix));
            }
        };
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }
}
