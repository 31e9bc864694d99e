package example.refused;

import dev.acm.internal.Checks;

final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println(Checks.class);
    }
}
