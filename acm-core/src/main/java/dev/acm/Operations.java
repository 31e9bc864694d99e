package dev.acm;

import dev.acm.lifecycle.Lifecycle;

/** What carries out the calls of a manager, made once and shared by its views for callers. */
final class Operations {
    final Ports ports;
    final Records records;
    final Lifecycle lifecycle;
    final Describer describer;
    final Listing listing;
    final Requests requests;
    final Imports imports;
    final Exports exports;
    final Changes changes;
    final Revocations revocations;
    final Compromises compromises;
    final Explanations explanations;
    final Deployer deployer;
    final Accounts accounts;
    final Oversleepers oversleepers;
    final Runs runs;

    Operations(Ports ports) {
        this.ports = ports;
        this.records = new Records(ports.store());
        this.lifecycle = new Lifecycle(
                ports.policy(),
                ports.maybeAuthority()
                        .filter(authority -> authority.describe().renewalHints())
                        .isPresent());
        this.describer = new Describer(ports, lifecycle);
        this.listing = new Listing(ports.store(), lifecycle);
        this.accounts = new Accounts(ports.store(), records, ports.quotas());
        this.deployer = new Deployer(ports, records);
        this.compromises = new Compromises(ports, records);
        this.exports = new Exports(ports, records);
        this.changes = new Changes(records, accounts, ports.time());
        this.revocations = new Revocations(ports, records);
        Observer observer = new Observer(ports);
        IdempotencyRecords tokens = new IdempotencyRecords(ports.store(), records);
        Handles handles = new Handles(ports, tokens, accounts);
        this.requests = new Requests(ports, records, handles, accounts, describer, observer);
        this.imports = new Imports(ports, records, handles);
        this.explanations = new Explanations(describer, observer, ports.time());
        Worker worker = new Worker(ports, records, lifecycle, new Performer(ports, records, observer, deployer));
        this.oversleepers = new Oversleepers(ports.store(), records, lifecycle);
        this.runs = new Runs(ports, worker, oversleepers, compromises, tokens, accounts, new Denials(ports, records));
    }
}
