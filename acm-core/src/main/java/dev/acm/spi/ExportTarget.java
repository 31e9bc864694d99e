package dev.acm.spi;

/**
 * A target that hands private keys on to somebody outside the host, instead of serving with them. Only certificates whose
 * export was enabled when they were requested can be associated with it.
 *
 * <p>P1 to P4 of {@link DeploymentTarget} hold; what is observed is what was handed on last. A target that writes files for a
 * server of the same host is an ordinary one.
 */
public interface ExportTarget extends DeploymentTarget {}
