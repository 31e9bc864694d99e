package dev.acm.ca.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerElementTest {
    /** All that {@link Oids} names, of which some are kept ready and others written when asked for. */
    private static List<String> named() throws IllegalAccessException {
        List<String> oids = new ArrayList<>();
        for (Field field : Oids.class.getFields()) {
            if (field.getType() == String.class) {
                oids.add((String) field.get(null));
            }
        }
        return oids;
    }

    @Test
    void oid_keptReadyOrNot_isTheOneThatWasWritten() throws IllegalAccessException {
        assertThat(named())
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        oid -> assertThat(DerElement.parse(Der.oid(oid)).oid()).isEqualTo(oid));
    }

    @Test
    void oid_nextToOneThatIsKeptReady_isNotTakenForIt() throws IllegalAccessException {
        for (String oid : named()) {
            String longer = oid + ".1";
            String other = oid.substring(0, oid.lastIndexOf('.')) + ".126";
            assertThat(DerElement.parse(Der.oid(longer)).oid()).isEqualTo(longer);
            assertThat(DerElement.parse(Der.oid(other)).oid()).isEqualTo(other);
        }
    }

    @Test
    void children_askedForTwice_areTheSameAndCannotBeChanged() {
        DerElement sequence = DerElement.parse(Der.sequence(
                Der.integer(1), Der.integer(2), Der.integer(3), Der.integer(4), Der.integer(5), Der.integer(6)));
        List<DerElement> children = sequence.children();
        assertThat(children).hasSize(6).isSameAs(sequence.children());
        assertThat(children.get(5).integer()).isEqualTo(6);
        assertThatThrownBy(() -> children.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void children_ofPrimitive_isRefusedEachTime() {
        DerElement primitive = DerElement.parse(Der.octetString(Der.integer(1)));
        assertThatThrownBy(primitive::children).isInstanceOf(MalformedDerException.class);
        assertThatThrownBy(primitive::children).isInstanceOf(MalformedDerException.class);
    }
}
