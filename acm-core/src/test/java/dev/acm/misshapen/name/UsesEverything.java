package dev.acm.misshapen.name;

import dev.acm.misshapen.Facade;
import dev.acm.misshapen.internal.UsesName;
import dev.acm.misshapen.lifecycle.UsesMemory;
import dev.acm.misshapen.spi.UsesMachinery;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Assertions;

/** A value that does all a value must not: knows ports, machinery and the facade; reads, connects and starts a thread. */
public final class UsesEverything {
    public final Class<?> cycle = UsesName.class;
    public final Class<?> machinery = UsesMemory.class;
    public final Class<?> port = UsesMachinery.class;
    public final Class<?> facade = Facade.class;
    public final Class<?> tls = SSLContext.class;
    public final Class<?> thirdParty = Assertions.class;

    public void run() throws IOException {
        new Thread(() -> {}).start();
        new Socket().close();
        new FileInputStream("").close();
    }
}
