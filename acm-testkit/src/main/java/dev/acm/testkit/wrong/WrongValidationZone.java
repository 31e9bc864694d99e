package dev.acm.testkit.wrong;

import dev.acm.name.DomainName;
import dev.acm.spi.ValidationZone;
import dev.acm.testkit.FakeValidationZone;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Validation zones that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongValidationZone {
    /** Says that it is done, and does nothing (Z1). */
    DOES_NOTHING(
            Idle::new,
            Set.of("z1_added_isAnswered", "z2_otherValues_stay", "z2_again_isHarmless", "z3_trouble_isAResult")),
    /** Keeps what is removed (Z1). */
    KEEPS_VALUES(Keeping::new, Set.of("z1_removed_isNotAnswered", "z2_otherValues_stay")),
    /** Puts a value in place of the others (Z2). */
    REPLACES(Replacing::new, Set.of("z2_otherValues_stay")),
    /** Removes all values of a name (Z2). */
    CLEARS(Clearing::new, Set.of("z2_otherValues_stay")),
    /** Throws its trouble (Z3). */
    THROWS(Throwing::new, Set.of("z3_trouble_isAResult", "z4_outside_isRefused")),
    /** Takes names outside of the zone (Z4). */
    WRITES_ANYWHERE(Roaming::new, Set.of("z4_outside_isRefused"));

    private static final DomainName APEX = DomainName.parse("validation.contract.example");

    private final Function<FakeValidationZone, Relaying> making;
    private final Set<String> caughtBy;

    WrongValidationZone(Function<FakeValidationZone, Relaying> making, Set<String> caughtBy) {
        this.making = making;
        this.caughtBy = caughtBy;
    }

    /**
     * Makes a zone without values.
     *
     * @return a wrong zone
     */
    public ValidationZone newZone() {
        return making.apply(new FakeValidationZone(APEX));
    }

    /**
     * What it answers.
     *
     * @param zone from {@link #newZone}
     * @param name an absolute name
     * @return the values there
     */
    public List<String> answers(ValidationZone zone, String name) {
        return ((Relaying) zone).right.values(name);
    }

    /**
     * Makes every further change fail.
     *
     * @param zone from {@link #newZone}
     */
    public void breakDown(ValidationZone zone) {
        ((Relaying) zone).right.failing(true);
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.ValidationZoneContract} must fail for this zone.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    private static CompletionStage<ValidationZone.Change> done() {
        return CompletableFuture.completedStage(new ValidationZone.Done());
    }

    /** Hands on to a right zone. */
    private static class Relaying implements ValidationZone {
        final FakeValidationZone right;

        Relaying(FakeValidationZone right) {
            this.right = right;
        }

        @Override
        public DomainName apex() {
            return right.apex();
        }

        @Override
        public CompletionStage<Change> add(String name, String value) {
            return right.add(name, value);
        }

        @Override
        public CompletionStage<Change> remove(String name, String value) {
            return right.remove(name, value);
        }
    }

    private static final class Idle extends Relaying {
        Idle(FakeValidationZone right) {
            super(right);
        }

        @Override
        public CompletionStage<Change> add(String name, String value) {
            return name.endsWith("." + apex() + ".") ? done() : super.add(name, value);
        }

        @Override
        public CompletionStage<Change> remove(String name, String value) {
            return done();
        }
    }

    private static final class Keeping extends Relaying {
        Keeping(FakeValidationZone right) {
            super(right);
        }

        @Override
        public CompletionStage<Change> remove(String name, String value) {
            return right.remove(name, "another value");
        }
    }

    private static final class Replacing extends Relaying {
        Replacing(FakeValidationZone right) {
            super(right);
        }

        @Override
        public CompletionStage<Change> add(String name, String value) {
            right.values(name).forEach(other -> right.remove(name, other));
            return super.add(name, value);
        }
    }

    private static final class Clearing extends Relaying {
        Clearing(FakeValidationZone right) {
            super(right);
        }

        @Override
        public CompletionStage<Change> remove(String name, String value) {
            right.values(name).forEach(other -> right.remove(name, other));
            return super.remove(name, value);
        }
    }

    private static final class Throwing extends Relaying {
        Throwing(FakeValidationZone right) {
            super(right);
        }

        @Override
        public CompletionStage<Change> add(String name, String value) {
            return super.add(name, value).thenApply(Throwing::thrown);
        }

        @Override
        public CompletionStage<Change> remove(String name, String value) {
            return super.remove(name, value).thenApply(Throwing::thrown);
        }

        private static Change thrown(Change change) {
            if (change instanceof Failed failed) {
                throw new IllegalStateException(failed.detail());
            }
            return change;
        }
    }

    private static final class Roaming extends Relaying {
        Roaming(FakeValidationZone right) {
            super(right);
        }

        @Override
        public CompletionStage<Change> add(String name, String value) {
            return name.endsWith("." + apex() + ".") ? super.add(name, value) : done();
        }
    }
}
