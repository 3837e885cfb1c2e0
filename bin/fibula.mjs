#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const entry = new URL('../dist/bin/main.js', import.meta.url);
if (existsSync(entry)) {
  module.enableCompileCache?.();
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error('fibula is not built: run `npm install && npm run build` in its folder first');
  process.exitCode = 2;
}
