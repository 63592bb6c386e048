package org.spatialalign.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final NDArray weight = manager.create(new float[] {1, 2, 3});

    @AfterEach
    void close() {
        manager.close();
    }

    private static boolean freed(NDArray tensor) {
        return ((PtNDArray) tensor).isReleased();
    }

    private static <T> T onAnotherThread(Callable<T> work) throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "other").start();
        return task.get();
    }

    @Test
    void whatWasMadeIsFreedAndWhatWasThereStays() {
        NDArray made;
        NDArray called;
        NDArray kept;
        NDArray given;
        try (NDManager other = manager.newSubManager()) {
            try (Scope scope = Scope.open()) {
                made = weight.add(1);
                called = Ops.silu(weight);
                kept = scope.keep(weight.mul(2));
                given = scope.give(weight.sub(1), other);
            }
            assertThat(freed(made)).isTrue();
            assertThat(freed(called)).isTrue();
            assertThat(kept.toFloatArray()).containsExactly(2, 4, 6);
            assertThat(given.toFloatArray()).containsExactly(0, 1, 2);
        }
        assertThat(freed(given)).isTrue();
        assertThat(freed(kept)).isFalse();
        assertThat(freed(weight)).isFalse();
        assertThat(manager.getManagedArrays()).hasSize(2);
    }

    @Test
    void aKeptTensorBelongsToTheEnclosingScope() {
        NDArray inner;
        NDArray outer;
        NDArray given;
        try (Scope around = Scope.open()) {
            try (Scope scope = Scope.open()) {
                inner = scope.keep(weight.add(1));
                outer = scope.keep(weight.add(2));
                given = scope.give(weight.add(3), manager);
            }
            assertThat(inner.toFloatArray()).containsExactly(2, 3, 4);
            assertThat(around.keep(outer)).isSameAs(outer);
        }
        assertThat(freed(inner)).isTrue();
        assertThat(freed(outer)).isFalse();
        assertThat(freed(given)).isFalse();
    }

    @Test
    void anExceptionFreesToo() {
        List<NDArray> made = new ArrayList<>();
        assertThatThrownBy(() -> {
                    try (Scope around = Scope.open()) {
                        try (Scope scope = Scope.open()) {
                            made.add(weight.add(1));
                            made.add(scope.keep(weight.add(2)));
                            made.add(weight.reshape(2, 2));
                        }
                    }
                })
                .isInstanceOf(RuntimeException.class);
        assertThat(made).hasSize(2).allMatch(ScopeTest::freed);
        assertThat(manager.getManagedArrays()).hasSize(1);
    }

    @Test
    void gradientsAreMadeInTheScopeToo() {
        weight.setRequiresGradient(true);
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.on()) {
            NDArray loss = weight.mul(weight).sum();
            Ops.vjp(List.of(loss), List.of(weight), List.of(loss.onesLike()));
        }
        assertThat(manager.getManagedArrays()).hasSize(1);
    }

    @Test
    void otherThreadsHaveTheirOwn() throws Exception {
        try (Scope scope = Scope.open()) {
            NDArray elsewhere = onAnotherThread(() -> weight.add(1));
            NDArray scoped = onAnotherThread(() -> {
                try (Scope own = Scope.open()) {
                    return weight.add(1);
                }
            });
            assertThat(freed(scoped)).isTrue();
            NDArray here = weight.add(2);
            scope.close();
            scope.close();
            assertThat(freed(here)).isTrue();
            assertThat(freed(elsewhere)).isFalse();
            assertThat(elsewhere.toFloatArray()).containsExactly(2, 3, 4);
        }
    }

    @Test
    void aScopeStaysOnItsThread() {
        try (Scope scope = Scope.open()) {
            assertThatThrownBy(() -> onAnotherThread(() -> {
                        scope.close();
                        return true;
                    }))
                    .hasMessageContaining("was used on another, 'other'");
            assertThatThrownBy(() -> onAnotherThread(() -> scope.keep(weight))).hasMessageContaining("a scope of");
        }
    }

    /** The library starts with gradients off on the thread that loaded it and on everywhere else. */
    @Test
    void gradModesBelongToTheirThread() throws Exception {
        boolean before = GradMode.isOn();
        try (GradMode off = GradMode.off()) {
            assertThat(GradMode.isOn()).isFalse();
            assertThat(onAnotherThread(GradMode::isOn)).isTrue();
            try (GradMode on = GradMode.on()) {
                assertThat(GradMode.isOn()).isTrue();
                assertThat(onAnotherThread(() -> {
                            try (GradMode other = GradMode.off()) {
                                return GradMode.isOn();
                            }
                        }))
                        .isFalse();
                assertThat(GradMode.isOn()).isTrue();
            }
            assertThat(GradMode.isOn()).isFalse();
            assertThatThrownBy(() -> onAnotherThread(() -> {
                        off.close();
                        return true;
                    }))
                    .hasMessageContaining("was closed on another");
        }
        assertThat(GradMode.isOn()).isEqualTo(before);
    }
}
