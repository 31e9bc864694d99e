// SPDX-License-Identifier: Apache-2.0
// Writes the public suffix rules that acm-core ships. Usage: README.md beside this file.
import { domainToASCII } from 'node:url';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [target, date] = process.argv.slice(2);
if (!target || !/^\d{4}-\d{2}-\d{2}$/.test(date ?? '')) {
    throw new Error('usage: node generate.mjs TARGET RELEASE-DATE-OF-THE-PACKAGE (yyyy-mm-dd)');
}
const root = dirname(createRequire(import.meta.url).resolve('tldts/package.json'));
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const trie = await import(join(root, 'dist/es6/src/data/trie.js'));

const offsets = [];
for (let edge = 0, at = 0; edge < trie.edgeLength.length; at += trie.edgeLength[edge++]) {
    offsets.push(at);
}

const sections = { 1: [], 2: [] };
function collect(node, suffix, prefix) {
    for (const section of [1, 2]) {
        if (trie.nodeFlags[node] & section) {
            sections[section].push(prefix + suffix);
        }
    }
    for (let edge = trie.edgeStart[node]; edge < trie.edgeStart[node + 1]; edge++) {
        const label = trie.labelText.slice(offsets[edge], offsets[edge] + trie.edgeLength[edge]);
        const ascii = label === '*' ? label : domainToASCII(label);
        if (!ascii) {
            throw new Error('no A-label for ' + label);
        }
        collect(trie.edgeChild[edge], suffix ? ascii + '.' + suffix : ascii, prefix);
    }
}
collect(trie.rulesRoot, '', '');
collect(trie.exceptionsRoot, '', '!');

// tldts adds the parent of every wildcard rule (foo beside *.foo); the list itself has no such pair, and foo is no suffix there.
for (const section of [1, 2]) {
    const rules = new Set(sections[section]);
    sections[section] = sections[section].filter((rule) => !rules.has('*.' + rule));
}

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const lines = [
    '// Public suffix rules as A-labels, sorted. Generated; see tools/public-suffixes.',
    '// This file is subject to the terms of the Mozilla Public License, v. 2.0 (https://mozilla.org/MPL/2.0/).',
    '// SOURCE: publicsuffix.org, by way of npm tldts ' + version,
    '// VERSION: ' + date,
    '// ===BEGIN ICANN DOMAINS===',
    ...sections[1].sort(byName),
    '// ===END ICANN DOMAINS===',
    '// ===BEGIN PRIVATE DOMAINS===',
    ...sections[2].sort(byName),
    '// ===END PRIVATE DOMAINS===',
];
writeFileSync(target, lines.join('\n') + '\n');
console.log(`${sections[1].length} ICANN and ${sections[2].length} private rules, tldts ${version}: ${target}`);
