package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import dev.acm.spi.Judgement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenamingTest {
    private static final DomainName SHOP = DomainName.parse("example.com");
    private static final DomainName OTHER = DomainName.parse("other.example.org");
    private static final Duration LONG = Duration.ofMinutes(59);

    /** A change of names, whose new name was proven an hour ago, as a validator with evidence of its own may say. */
    private static Walk changing() {
        Walk walk = Walk.inUse(SHOP.value());
        walk.now = walk.now.plus(Duration.ofDays(1));
        walk.wish(record -> Renaming.want(record, List.of(SHOP, OTHER), Samples.CALLER, walk.now));
        Action.Observe look = walk.next(Action.Observe.class);
        assertThat(look.names()).containsExactly(OTHER);
        return walk.take(Samples.observed(look, new Judgement.Proven(look.names(), walk.now.minus(LONG)), walk.now));
    }

    @Test
    void newName_provenBeforeTheAttempt_isLookedAtAgainAfterAnHour() {
        Walk walk = changing();
        walk.makeKey();

        walk.now = walk.now.plus(Duration.ofMinutes(2));

        assertThat(walk.next(Action.Observe.class).names()).containsExactly(OTHER);
    }

    @Test
    void namesThatItHas_areCarriedOver() {
        Walk walk = changing();

        assertThat(walk.makeKey()
                        .caaPermitted()
                        .next(Action.Submit.class)
                        .attempt()
                        .names())
                .filteredOn(name -> name.name().equals(SHOP))
                .allSatisfy(
                        name -> assertThat(name.provenAt().orElseThrow()).isBefore(walk.now.minus(LONG.plusMinutes(1))))
                .hasSize(1);
    }
}
