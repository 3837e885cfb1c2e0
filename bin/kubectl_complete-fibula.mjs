#!/usr/bin/env node
// What kubectl runs to complete `kubectl fibula …`: the words typed so far are the arguments.
process.argv.splice(2, 0, '__complete');
await import('./fibula.mjs');
