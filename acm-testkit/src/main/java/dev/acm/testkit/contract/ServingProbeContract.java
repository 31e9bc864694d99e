package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.name.DomainName;
import dev.acm.spi.ProbeQuestion;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.ServingProbe;
import dev.acm.spi.Sighting;
import dev.acm.testkit.FakeAuthority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link ServingProbe}, O1 to O3, with one endpoint. */
public interface ServingProbeContract {
    /**
     * Makes a probe that looks at the endpoint of this test; called once for each test, before the other methods.
     *
     * @return a probe
     * @throws Exception if none can be made
     */
    ServingProbe newProbe() throws Exception;

    /**
     * Makes the endpoint serve a generation from now on, in place of any other.
     *
     * @param material key, chain and names
     * @throws Exception if it cannot
     */
    void serve(ServingMaterial material) throws Exception;

    /**
     * Makes the endpoint answer no more.
     *
     * @throws Exception if it cannot
     */
    void goAway() throws Exception;

    /**
     * Makes key and chain of a generation.
     *
     * @param generation the generation
     * @return on P-256, for a name and a wildcard
     */
    default ServingMaterial material(long generation) {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        return FakeAuthority.create(from)
                .material(
                        new CertificateArn(
                                "acm", "eu-1", "111122223333", UUID.fromString("6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c11")),
                        generation,
                        List.of(
                                DomainName.parse("probe.contract.example.com"),
                                DomainName.parse("*.probe.contract.example.com")),
                        from);
    }

    private static List<Sighting> look(ServingProbe probe, ServingMaterial wanted) {
        return probe.look(
                new ProbeQuestion(wanted.arn(), wanted.names(), wanted.chain().leaf()));
    }

    /**
     * What is served is seen under each name.
     *
     * @throws Exception if the endpoint fails
     */
    @Test
    default void o1_served_isSeenUnderEachName() throws Exception {
        ServingProbe probe = newProbe();
        ServingMaterial one = material(1);
        serve(one);

        assertThat(look(probe, one))
                .hasSize(2)
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(one.chain().leaf()));
    }

    /**
     * Another generation than the wanted one is shown as it is.
     *
     * @throws Exception if the endpoint fails
     */
    @Test
    default void o1_another_isToldAsItIs() throws Exception {
        ServingProbe probe = newProbe();
        ServingMaterial one = material(1);
        serve(one);

        assertThat(look(probe, material(2)))
                .isNotEmpty()
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(one.chain().leaf()));
    }

    /**
     * An endpoint that does not answer is a sighting without certificate.
     *
     * @throws Exception if the endpoint fails
     */
    @Test
    default void o2_endpointGone_isASightingWithoutCertificate() throws Exception {
        ServingProbe probe = newProbe();
        ServingMaterial one = material(1);
        serve(one);
        goAway();

        assertThat(look(probe, one)).isNotEmpty().allSatisfy(sighting -> {
            assertThat(sighting.leaf()).isEmpty();
            assertThat(sighting.detail()).isNotBlank();
        });
    }

    /**
     * After a swap the new certificate is seen at once.
     *
     * @throws Exception if the endpoint fails
     */
    @Test
    default void o3_afterASwap_theNewOneIsSeen() throws Exception {
        ServingProbe probe = newProbe();
        ServingMaterial one = material(1);
        ServingMaterial two = material(2);
        serve(one);
        look(probe, one);
        serve(two);

        assertThat(look(probe, two))
                .isNotEmpty()
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(two.chain().leaf()));
    }
}
