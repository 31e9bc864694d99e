package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ValidationZone;
import dev.acm.spi.ValidationZone.Change;
import dev.acm.spi.ValidationZone.Done;
import dev.acm.spi.ValidationZone.Failed;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of {@link ValidationZone}, Z1 to Z4. */
public interface ValidationZoneContract {
    /**
     * Makes a zone without values; called once for each test.
     *
     * @return a zone
     * @throws Exception if none can be made
     */
    ValidationZone newZone() throws Exception;

    /**
     * What the zone answers, asked as the world asks it.
     *
     * @param zone from {@link #newZone}
     * @param name an absolute name in the zone
     * @return the TXT values there, in any order
     * @throws Exception if it cannot be asked
     */
    List<String> answers(ValidationZone zone, String name) throws Exception;

    /**
     * Makes every further change fail.
     *
     * @param zone from {@link #newZone}
     * @throws Exception if it fails
     */
    void breakDown(ValidationZone zone) throws Exception;

    private static String name(ValidationZone zone) {
        return "_0123456789abcdef0123456789abcdef." + zone.apex() + ".";
    }

    private static Change get(CompletionStage<Change> change) throws Exception {
        return change.toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    /**
     * What was added is answered.
     *
     * @throws Exception if the zone fails
     */
    @Test
    default void z1_added_isAnswered() throws Exception {
        ValidationZone zone = newZone();

        assertThat(get(zone.add(name(zone), "one"))).isEqualTo(new Done());

        assertThat(answers(zone, name(zone))).containsExactly("one");
    }

    /**
     * What was removed is not answered any more.
     *
     * @throws Exception if the zone fails
     */
    @Test
    default void z1_removed_isNotAnswered() throws Exception {
        ValidationZone zone = newZone();
        get(zone.add(name(zone), "one"));

        assertThat(get(zone.remove(name(zone), "one"))).isEqualTo(new Done());

        assertThat(answers(zone, name(zone))).isEmpty();
    }

    /**
     * Values at one name do not disturb each other.
     *
     * @throws Exception if the zone fails
     */
    @Test
    default void z2_otherValues_stay() throws Exception {
        ValidationZone zone = newZone();
        get(zone.add(name(zone), "one"));
        get(zone.add(name(zone), "two"));
        assertThat(answers(zone, name(zone))).containsExactlyInAnyOrder("one", "two");

        get(zone.remove(name(zone), "one"));

        assertThat(answers(zone, name(zone))).containsExactly("two");
    }

    /**
     * Doing it again changes nothing.
     *
     * @throws Exception if the zone fails
     */
    @Test
    default void z2_again_isHarmless() throws Exception {
        ValidationZone zone = newZone();
        get(zone.add(name(zone), "one"));
        assertThat(get(zone.add(name(zone), "one"))).isEqualTo(new Done());
        assertThat(answers(zone, name(zone))).containsExactly("one");

        get(zone.remove(name(zone), "one"));
        assertThat(get(zone.remove(name(zone), "one"))).isEqualTo(new Done());
    }

    /**
     * Trouble is told and not thrown.
     *
     * @throws Exception if the zone fails
     */
    @Test
    default void z3_trouble_isAResult() throws Exception {
        ValidationZone zone = newZone();
        breakDown(zone);

        for (Change change : List.of(get(zone.add(name(zone), "one")), get(zone.remove(name(zone), "one")))) {
            assertThat(change).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.server()).isNotBlank();
                assertThat(failed.detail()).isNotBlank();
            });
        }
    }

    /**
     * Names outside of the zone are refused.
     *
     * @throws Exception if the zone fails
     */
    @Test
    default void z4_outside_isRefused() throws Exception {
        ValidationZone zone = newZone();

        for (String name : List.of("_x.elsewhere.example.", "_x.not" + zone.apex() + ".")) {
            assertThat(get(zone.add(name, "one"))).as(name).isInstanceOf(Failed.class);
        }
    }
}
