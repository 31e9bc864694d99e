package dev.acm.validation.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** BIND's {@code named}, with zones of {@code dnssec-signzone}. */
final class Bind extends ForeignServer {
    private final List<String> zones = new ArrayList<>();
    private String from = "20261101000000";
    private String until = "20261231000000";

    Bind(Path directory) {
        super(directory);
    }

    static boolean isInstalled() {
        return isInstalled("named", "dnssec-keygen", "dnssec-signzone");
    }

    /** How zones are dated from now on, as {@code YYYYMMDDHHMMSS}. */
    Bind dated(String begins, String ends) {
        from = begins;
        until = ends;
        return this;
    }

    @Override
    List<String> zone(String apex, Signing signing, List<String> lines) {
        String file = file(apex);
        write(file + ".zone", withHead(apex, lines));
        if (signing == Signing.NONE) {
            zones.add(entry(apex, file + ".zone", ""));
            return List.of();
        }
        run("dnssec-keygen", "-q", "-K", ".", "-a", "ECDSAP256SHA256", "-f", "KSK", "-n", "ZONE", apex);
        List<String> command = new ArrayList<>(List.of(
                "dnssec-signzone", "-q", "-P", "-z", "-S", "-K", ".", "-d", ".", "-s", from, "-e", until, "-o", apex));
        if (signing != Signing.PLAIN) {
            command.addAll(List.of("-3", "-", "-H", "0"));
        }
        if (signing == Signing.OPT_OUT) {
            command.add("-A");
        }
        command.addAll(List.of("-f", file + ".signed", file + ".zone"));
        run(command.toArray(new String[0]));
        zones.add(entry(apex, file + ".signed", ""));
        return read("dsset-" + apex);
    }

    @Override
    void updatedZone(String apex) {
        write(file(apex) + ".zone", withHead(apex, List.of()));
        zones.add(entry(apex, file(apex) + ".zone", " allow-update { key " + KEY_NAME + "; };"));
    }

    private static String entry(String apex, String file, String more) {
        return "zone \"" + apex + "\" { type primary; file \"" + file + "\";" + more + " };";
    }

    @Override
    List<String> command() {
        String options = "options { directory \"" + directory + "\"; listen-on port " + port()
                + " { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; pid-file none;"
                + " session-keyfile none; notify no; };";
        String key = "key " + KEY_NAME + " { algorithm hmac-sha256; secret \""
                + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"; };";
        write(
                "named.conf",
                Stream.concat(Stream.of(options, "controls { };", key), zones.stream())
                        .toList());
        return List.of(
                "named", "-g", "-n", "1", "-c", directory.resolve("named.conf").toString());
    }

    @Override
    boolean isReady(String line) {
        return line.endsWith(" running");
    }
}
