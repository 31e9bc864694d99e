package dev.acm.examples;

import dev.acm.deploy.CallbackTarget;
import dev.acm.examples.RenewalUnderLoad.RunningServer;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Spring Boot with a managed certificate: an SSL bundle that is updated at each renewal, whereupon Boot has its Tomcat reload.
 *
 * <p>Shows a target by callback, and a renewal under load. Needs nothing. Prints how many requests were answered, and how many
 * failed.
 */
public final class E15SpringBoot {
    private static final String BUNDLE = "managed";

    private Optional<SslBundleRegistry> registry = Optional.empty();
    private SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);

    private E15SpringBoot() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        tell(System.out);
    }

    static Load.Result tell(PrintStream out) throws Exception {
        E15SpringBoot example = new E15SpringBoot();
        CallbackTarget target = new CallbackTarget("spring-boot", example::serve);
        return new RenewalUnderLoad("Spring Boot", out, Optional.of(target)).tell(example::start, Load.Client::https);
    }

    private void serve(ServingMaterial material) throws DeploymentException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    material.privateKey(),
                    new char[0],
                    material.chain().certificates().toArray(X509Certificate[]::new));
            bundle = SslBundle.of(SslStoreBundle.of(store, "", null));
            registry.ifPresent(present -> present.updateBundle(BUNDLE, bundle));
        } catch (GeneralSecurityException | IOException e) {
            throw new DeploymentException("no key store: " + e.getMessage(), Effect.NONE, RetryClass.TRANSIENT, e);
        }
    }

    private RunningServer start(Embedded acm) {
        var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.ssl.bundle", BUNDLE,
                        // the kept connection of the example asks more often than the 100 times that Tomcat allows
                        "server.tomcat.max-keep-alive-requests", "-1",
                        "spring.main.banner-mode", "off",
                        "logging.level.root", "warn"))
                .initializers(starting -> starting.getBeanFactory().registerSingleton("registrar", (SslBundleRegistrar)
                        bundles -> bundles.registerBundle(BUNDLE, bundle)))
                .run();
        registry = Optional.of(context.getBean(DefaultSslBundleRegistry.class));
        return new RunningServer() {
            @Override
            public int port() {
                return context.getWebServer().getPort();
            }

            @Override
            public void close() {
                context.close();
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @Import({
        SslAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class
    })
    static class Application {
        @Bean
        ServletRegistrationBean<Servlet> page() {
            return new ServletRegistrationBean<>(new E14TomcatServer.Page(), "/");
        }
    }
}
