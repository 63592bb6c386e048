package org.spatialalign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The build's compiler checks can fall silent without turning the build red. These tests take the compiler arguments
 * from the parent pom and compile sources that must not pass.
 */
class CompilerCanaryTest {

    private static List<String> arguments = List.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void readArguments() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new java.io.File("../pom.xml"));
        NodeList blocks = pom.getElementsByTagName("compilerArgs");
        assertThat(blocks.getLength())
                .as("a second compilerArgs block silently replaces the first")
                .isEqualTo(1);
        NodeList args = ((Element) blocks.item(0)).getElementsByTagName("arg");
        List<String> found = new ArrayList<>();
        for (int i = 0; i < args.getLength(); i++) {
            found.add(args.item(i).getTextContent());
        }
        arguments = found;
        NodeList processors = pom.getElementsByTagName("annotationProcessorPaths");
        assertThat(processors.getLength()).isEqualTo(1);
        assertThat(processors.item(0).getTextContent()).contains("error_prone_core", "nullaway");
    }

    @Test
    void aNullDereferenceIsRefused() throws Exception {
        String output = compile("String word = null; return word.length();");
        assertThat(output).contains("[NullAway]");
    }

    @Test
    void anErrorProneBugIsRefused() throws Exception {
        String output = compile("new IllegalStateException(\"never thrown\"); return 1;");
        assertThat(output).contains("[DeadException]");
    }

    @Test
    void aCompilerWarningIsRefused() throws Exception {
        String output = compile("java.util.List raw = new java.util.ArrayList<String>(); return raw.size();");
        assertThat(output).contains("rawtypes");
    }

    @Test
    void soundCodePasses() throws Exception {
        assertThat(compile("return 1;")).isEmpty();
    }

    private String compile(String body) throws IOException, InterruptedException {
        Path source = Files.writeString(
                folder.resolve("Canary.java"),
                "package org.spatialalign.canary; @org.jspecify.annotations.NullMarked class Canary { int run() { "
                        + body + " } }");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(arguments);
        String classPath = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", classPath, "-processorpath", classPath, "-d", folder.toString()));
        command.add(source.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A JVM that finds these says so on standard error, which must be empty here.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVAC_OPTIONS"));
        Process javac = builder.start();
        String output = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = javac.waitFor();
        assertThat(exit == 0).as(output).isEqualTo(output.isEmpty());
        return output;
    }
}
