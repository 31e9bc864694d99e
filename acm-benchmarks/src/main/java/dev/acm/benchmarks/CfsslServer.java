package dev.acm.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** {@code cfssl serve} with a CA of ours, and one connection to it that stays open. */
final class CfsslServer implements AutoCloseable {
    private static final String CONFIGURATION = "{\"signing\":{\"default\":{\"expiry\":\"9480h\","
            + "\"usages\":[\"digital signature\",\"server auth\"]}}}";

    private final Process process;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    CfsslServer(String certificatePem, byte[] pkcs8) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("acm-cfssl");
        Path certificate = Files.writeString(folder.resolve("ca.pem"), certificatePem);
        Path key = Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", pkcs8));
        Path configuration = Files.writeString(folder.resolve("configuration.json"), CONFIGURATION);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(List.of(
                        "cfssl",
                        "serve",
                        "-address=127.0.0.1",
                        "-port=" + port,
                        "-ca=" + certificate,
                        "-ca-key=" + key,
                        "-config=" + configuration,
                        "-loglevel=5"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        connect(port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private void connect(int port) throws IOException, InterruptedException {
        for (int tries = 0; ; tries++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                break;
            } catch (IOException e) {
                if (tries == 100 || !process.isAlive()) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
    }

    /** Posts to the API and gives the body of the answer. */
    String post(String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /api/v1/cfssl/" + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] request = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, request, 0, head.length());
        System.arraycopy(body, 0, request, head.length(), body.length);
        out.write(request);
        out.flush();
        return answer();
    }

    private String answer() throws IOException {
        if (!line().contains(" 200 ")) {
            throw new IOException("cfssl did not answer with 200");
        }
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (!chunked) {
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
        }
        line();
        return body.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("cfssl closed the connection");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        process.destroy();
    }
}
