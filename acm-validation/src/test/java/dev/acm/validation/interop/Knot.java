package dev.acm.validation.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Knot DNS, which signs its zones itself when it starts. */
final class Knot extends ForeignServer {
    private final List<String> zones = new ArrayList<>();

    Knot(Path directory) {
        super(directory);
    }

    static boolean isInstalled() {
        return isInstalled("knotd", "keymgr");
    }

    @Override
    List<String> zone(String apex, Signing signing, List<String> lines) {
        write(file(apex) + ".zone", withHead(apex, lines));
        zones.addAll(List.of("  - domain: " + apex, "    file: " + directory.resolve(file(apex) + ".zone")));
        if (signing == Signing.NONE) {
            return List.of();
        }
        zones.addAll(List.of("    dnssec-signing: on", "    dnssec-policy: " + policy(signing)));
        writeConfiguration();
        String configuration = directory.resolve("knot.conf").toString();
        run("keymgr", "-c", configuration, apex, "generate", "algorithm=ecdsap256sha256", "ksk=yes", "zsk=yes");
        return Arrays.stream(run("keymgr", "-c", configuration, apex, "ds").split("\n"))
                .filter(line -> line.contains(" 13 2 "))
                .map(line -> line.replaceFirst(" DS ", " 300 IN DS "))
                .toList();
    }

    private static String policy(Signing signing) {
        return switch (signing) {
            case PLAIN, NONE -> "plain";
            case HASHED -> "hashed";
            case OPT_OUT -> "optout";
        };
    }

    @Override
    void updatedZone(String apex) {
        write(file(apex) + ".zone", withHead(apex, List.of()));
        zones.addAll(List.of(
                "  - domain: " + apex, "    file: " + directory.resolve(file(apex) + ".zone"), "    acl: update"));
    }

    private void writeConfiguration() {
        List<String> lines = new ArrayList<>(List.of(
                "server:",
                "    listen: 127.0.0.1@" + port(),
                "    rundir: " + directory,
                "    udp-workers: 1",
                "    tcp-workers: 1",
                "    background-workers: 1",
                "database:",
                "    storage: " + directory,
                "log:",
                "  - target: stdout",
                "    any: info",
                "key:",
                "  - id: " + KEY_NAME,
                "    algorithm: hmac-sha256",
                "    secret: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "acl:",
                "  - id: update",
                "    key: " + KEY_NAME,
                "    action: update",
                "policy:"));
        for (String id : List.of("plain", "hashed", "optout")) {
            lines.addAll(List.of(
                    "  - id: " + id,
                    "    single-type-signing: on",
                    "    manual: on",
                    "    algorithm: ecdsap256sha256",
                    "    nsec3: " + (id.equals("plain") ? "off" : "on"),
                    "    nsec3-iterations: 0",
                    "    nsec3-salt-length: 0",
                    "    nsec3-opt-out: " + (id.equals("optout") ? "on" : "off")));
        }
        lines.addAll(
                List.of("template:", "  - id: default", "    zonefile-sync: -1", "    zonefile-load: whole", "zone:"));
        lines.addAll(zones);
        write("knot.conf", lines);
    }

    @Override
    List<String> command() {
        writeConfiguration();
        return List.of("knotd", "-c", directory.resolve("knot.conf").toString());
    }

    @Override
    boolean isReady(String line) {
        return line.contains("server started");
    }
}
