package example.consumer;

import dev.acm.name.DomainName;
import java.util.List;

/** Uses the public API as a host does, and checks that the library came by the path named in the argument. */
final class Main {
    private static final List<String> MODULES = List.of("dev.acm.core", "dev.acm.validation", "dev.acm.ca");

    private Main() {}

    public static void main(String[] args) {
        boolean modules = args[0].equals("module-path");
        expect(Main.class.getModule().isNamed() == modules, "this program is on the " + args[0]);
        expect(DomainName.class.getModule().isNamed() == modules, "the library is on the " + args[0]);
        for (String module : MODULES) {
            expect(ModuleLayer.boot().findModule(module).isPresent() == modules, module + " is on the " + args[0]);
        }

        DomainName name = DomainName.parse("*.Shop.Example.Test");
        expect(name.isWildcard(), "a wildcard is read");
        expect(name.base().value().equals("shop.example.test"), "a name is read in lower case");

        System.out.println("consumer on the " + args[0] + ", Java " + Runtime.version().feature() + ": as expected");
    }

    private static void expect(boolean condition, String expectation) {
        if (!condition) {
            throw new IllegalStateException("not so: " + expectation);
        }
    }
}
