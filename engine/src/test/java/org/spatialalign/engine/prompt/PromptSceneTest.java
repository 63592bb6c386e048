package org.spatialalign.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

class PromptSceneTest {

    private static final List<Entity> THREE =
            List.of(new Entity("a", "cat", "walks"), new Entity("b", "chair", ""), new Entity("c", "lamp", ""));

    @Test
    void thePapersFormIsOneCaseOfIt() {
        PromptSlots slots = PromptSlots.of("In a quiet room", "cat", "chair", "walks", DsrType.of("LT"));
        PromptScene scene = PromptScene.of(slots);
        assertThat(scene.phases()).isEqualTo(2);
        assertThat(scene.asSlots()).contains(slots);
    }

    @Test
    void holdsSeveralObjectsAndDepth() throws WorkbenchException {
        PromptScene scene = new PromptScene(
                "In a quiet room",
                THREE,
                List.of(
                        new RelationClaim("a", SceneRelation.LEFT, "b", 0),
                        new RelationClaim("b", SceneRelation.FRONT, "c", 0),
                        new RelationClaim("a", SceneRelation.BEHIND, "c", 2)));
        assertThat(scene.phases()).isEqualTo(3);
        assertThat(scene.asSlots()).isEmpty();
        assertThat(Json.read(Json.write(scene), PromptScene.class)).isEqualTo(scene);
    }

    @Test
    void depthAloneIsNotOfThePapersForm() {
        PromptScene scene = new PromptScene(
                "",
                THREE.subList(0, 2),
                List.of(
                        new RelationClaim("a", SceneRelation.FRONT, "b", 0),
                        new RelationClaim("a", SceneRelation.BEHIND, "b", 1)));
        assertThat(scene.asSlots()).isEmpty();
    }

    @Test
    void refusesClaimsThatMakeNoSense() {
        assertThatThrownBy(() -> scene(new RelationClaim("a", SceneRelation.LEFT, "x", 0)))
                .hasMessageContaining("not in the scene");
        assertThatThrownBy(() -> scene(new RelationClaim("a", SceneRelation.LEFT, "a", 0)))
                .hasMessageContaining("to itself");
        assertThatThrownBy(() -> scene(
                        new RelationClaim("a", SceneRelation.LEFT, "b", 1),
                        new RelationClaim("a", SceneRelation.LEFT, "b", 0)))
                .hasMessageContaining("order of their phases");
        assertThatThrownBy(() -> new PromptScene("", List.of(THREE.get(0), new Entity("a", "dog", "runs")), List.of()))
                .hasMessageContaining("two entities have the id 'a'");
    }

    private static PromptScene scene(RelationClaim... claims) {
        return new PromptScene("", THREE, List.of(claims));
    }
}
