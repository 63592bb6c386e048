package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.EarlyStop;
import org.spatialalign.engine.train.SampleLog;
import org.spatialalign.engine.workflow.TrainRun;
import org.spatialalign.engine.workflow.TrainingStudy;

/** From a set of pairs to a LoRA as a script would go, in this process. */
class TrainCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path study;
    private final Path preset;

    TrainCommandTest(@TempDir Path temp) throws Exception {
        study = temp.resolve("study");
        preset = TrainingStudy.preset(temp);
        try (Project project = Project.create(study)) {
            TrainingStudy.fill(project, temp);
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    private int train(String... more) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "train",
                                "--project",
                                study.toString(),
                                "--model",
                                TinyModel.folder().toString(),
                                "--preset",
                                preset.toString(),
                                "--device",
                                "cpu"),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return run(all);
    }

    @Test
    void aPlanComesBeforeTheRunAndTheRunLeavesALora() throws Exception {
        assertThat(train("--pairs", "first", "--dry-run")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("type", "LR", "RL", "all");
        assertThat(err.toString()).contains("each pair goes through 4.0 times", "memory ", "disk ", "note: the last 3");
        assertThat(train("--pairs", "first", "--dry-run", "--json")).isZero();
        JsonNode plan = new ObjectMapper().readTree(out.toString());
        assertThat(plan.get("trained").asInt()).isEqualTo(2);

        assertThat(train("--pairs", "first", "--steps", "2", "--json"))
                .as(err.toString())
                .isZero();
        JsonNode summary = new ObjectMapper().readTree(out.toString());
        assertThat(summary.get("steps").asInt()).isEqualTo(2);
        Path lora = study.resolve(summary.get("lora").asText());
        assertThat(Files.size(lora)).isPositive();
        assertThat(run(
                        "lora",
                        "check",
                        lora.toString(),
                        "--model",
                        TinyModel.folder().toString()))
                .as(err.toString())
                .isZero();
        try (Project project = Project.open(study, Project.Access.READ_ONLY)) {
            assertThat(TrainRun.all(project)).hasSize(1);
        }
        assertThat(run("train", "--project", study.toString(), "--resume", "1")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("run 1 is through already");
        assertThat(run("train", "--project", study.toString(), "--resume", "7")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no training run 7");
    }

    @Test
    void checkpointsAreSampled() throws Exception {
        String[] small = {
            "--sample-prompt",
            "0_LR",
            "--sample-seeds",
            "3",
            "--sample-frames",
            "5",
            "--sample-size",
            "48x32",
            "--sample-steps",
            "2",
            "--sample-guidance",
            "1"
        };
        String[] all = java.util.stream.Stream.of(
                        new String[] {"--pairs", "first", "--steps", "2", "--early-stop", "held-out-wins"}, small)
                .flatMap(java.util.stream.Stream::of)
                .toArray(String[]::new);
        assertThat(train(all)).as(err.toString()).isZero();
        assertThat(err.toString()).contains("samples of 2 checkpoints: 2 clips, about ");
        try (Project project = Project.open(study, Project.Access.READ_ONLY)) {
            TrainRun run = TrainRun.all(project).get(0);
            assertThat(run.spec().config().earlyStop().figure()).isEqualTo(EarlyStop.Figure.HELD_OUT_WINS);
            assertThat(SampleLog.read(run.folder()).samples())
                    .extracting(CheckpointSample::step)
                    .containsExactly(0L, 2L);
        }
        assertThat(train("--pairs", "first", "--sample-prompt", "nobody")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no prompt nobody");
        assertThat(train("--pairs", "first", "--sample-set", "nothing")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no set of prompts 'nothing'");
        assertThat(train("--pairs", "first", "--early-stop", "luck")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("none, held-out-loss, held-out-wins, sample-share, sample-mean");
        assertThat(train("--pairs", "first", "--early-stop", "sample-mean")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("the early stop looks at the samples, and there are none");
    }

    @Test
    void aRunGoesOnAndItsCheckpointsAreSampledLater() throws Exception {
        assertThat(train("--pairs", "first", "--steps", "2")).as(err.toString()).isZero();
        assertThat(run("train", "--project", study.toString(), "--continue", "1", "--steps", "4"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("4 steps; LoRA: ", "step-000004.safetensors");
        assertThat(run("train", "--project", study.toString(), "--continue", "1", "--steps", "2"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("steps is 2, and the checkpoint has 2 behind it");
        assertThat(run("train", "--project", study.toString(), "--continue", "1"))
                .isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("how many steps in all? Give --steps N too");

        assertThat(train("--continue", "1", "--steps", "4")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("has its model, pairs and settings; leave out --");

        assertThat(run("samples", "--project", study.toString(), "--run", "2")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("run 2 was trained without samples");
        String[] samples = {
            "samples",
            "--project",
            study.toString(),
            "--run",
            "2",
            "--sample-prompt",
            "0_LR",
            "--sample-seeds",
            "3",
            "--sample-frames",
            "5",
            "--sample-size",
            "48x32",
            "--sample-steps",
            "2",
            "--sample-guidance",
            "1"
        };
        assertThat(run(samples)).as(err.toString()).isZero();
        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" .*", "")))
                .contains("step", "0", "2", "4");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(train("--pairs", "second")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no set of pairs 'second'; there are first");
        assertThat(train("--pairs", "first", "--steps", "0")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("steps is 0");
        assertThat(run("train", "--project", study.toString())).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("give --model DIR and --pairs SET");
        assertThat(train("--pairs", "first", "--resume", "1")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("a resumed run keeps");
    }
}
