#!/usr/bin/env node
import process from 'node:process';

// Checked before the rest is loaded: an old Node would fail on syntax that the modules use.
const major = Number(process.versions.node.split('.')[0]);
if (major < 18) {
  process.stderr.write(
    `Node ${process.versions.node} is too old to start the portal. Install Node 18 or newer, then run the command again.\n`,
  );
  process.exit(1);
}

const { main } = await import('../src/main.mjs');
process.exitCode = await main(process.argv.slice(2), process.env);
// Sockets of a stopped child may linger for a moment; everything that matters has been awaited.
process.exit();
