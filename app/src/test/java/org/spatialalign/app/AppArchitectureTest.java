package org.spatialalign.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of docs/architecture.md for the window. */
class AppArchitectureTest {

    private static final String BASE = "org.spatialalign.app.";

    private static final List<String> PAGES =
            List.of("home", "prompts", "generate", "inspect", "pairs", "train", "evaluate", "provenance", "settings");

    private static final List<String> INFRASTRUCTURE = List.of("player", "charts", "job", "undo", "fx");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.spatialalign.app");

    @TestFactory
    Stream<DynamicTest> pagesDoNotKnowEachOther() {
        return PAGES.stream()
                .map(page -> DynamicTest.dynamicTest(page, () -> {
                    String[] others = PAGES.stream()
                            .filter(other -> !other.equals(page))
                            .map(other -> BASE + other + "..")
                            .toArray(String[]::new);
                    check(noClasses()
                            .that()
                            .resideInAPackage(BASE + page + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others)
                            .because("pages share through the engine and the infrastructure packages"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> infrastructureKnowsNoPage() {
        String[] pages = Stream.concat(PAGES.stream(), Stream.of("shell"))
                .map(page -> BASE + page + "..")
                .toArray(String[]::new);
        return INFRASTRUCTURE.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> check(noClasses()
                                .that()
                                .resideInAPackage(BASE + name + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(pages))));
    }

    @Test
    void pagesDoNotKnowTheShell() {
        String[] pages = PAGES.stream().map(page -> BASE + page + "..").toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAnyPackage(pages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "shell.."));
    }

    @Test
    void nobodyKnowsTheRoot() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.spatialalign.app")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.spatialalign.app")
                .because("everything gets what it needs through its constructor"));
    }

    @Test
    void everyPackageHasItsPlace() {
        Stream<String> packages = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(BASE))
                .map(name -> name.substring(BASE.length()).split("\\.")[0])
                .distinct();
        List<String> places = Stream.of(PAGES, INFRASTRUCTURE, List.of("shell"))
                .flatMap(List::stream)
                .toList();
        assertThat(packages).isSubsetOf(places);
    }

    @Test
    void noCycles() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void viewModelsNeedNoToolkit() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
                .because("a view-model is tested without a window"));
    }

    @Test
    void viewsDoNotTouchStorageOrJobs() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("View")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.spatialalign.engine.job..", "org.spatialalign.engine.workflow..")
                .because("only the view-model touches logic"));
    }

    @Test
    void whatIsOnTheScreenShowsRecordsOnly() {
        check(noClasses()
                .that()
                .areAssignableTo(Node.class)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.spatialalign.engine.job..", "org.spatialalign.engine.workflow..")
                                .and(DescribedPredicate.describe(
                                        "do something", type -> !type.isEnum() && !type.isAssignableTo(Record.class))))
                .because("what a click does stands in a view-model or a command"));
    }

    @Test
    void noTensorsNoSqlNoOtherToolkit() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "java.sql..", "org.jdbi..", "org.bytedeco..", "javax.swing.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "charts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "org.jfree..")
                .because("the chart library speaks AWT; nobody else has to"));
    }

    @Test
    void standardOutputBelongsToTheCommandLine() {
        check(noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err"));
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
    void threadsOnlyInFxAndJob() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "fx..", BASE + "job..")
                .should()
                .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
                .orShould()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.util.concurrent.Executors.class,
                        java.util.concurrent.ForkJoinPool.class,
                        java.util.concurrent.CompletableFuture.class,
                        java.util.Timer.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("javafx.concurrent..")
                .because("the FX thread is entered in two places only"));
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
        ArchCondition<JavaClass> marked = new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean good = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, good, type.getName() + " is not in a @NullMarked package"));
            }
        };
        check(classes().should(marked));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }
}
