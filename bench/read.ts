import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { writeYaml } from '../src/text/write.ts';
import type { DumpSize } from '../test/generate/dump.ts';
import {
  namespaceObjects,
  namespaceOf,
  nodeObjects,
  podAddress,
  podName,
  podObjects,
} from '../test/generate/dump.ts';
import type { Benchmark } from './benchmark.ts';
import { run, usageOf } from './benchmark.ts';

interface Size {
  readonly pods: number;
  readonly hosts: number;
  readonly format: 'yaml' | 'json';
}

/** From a dump on disk to one traced message, in a process of its own: read, compile, trace. */
const benchmark: Benchmark<Size> = {
  name: 'read, compile and one trace',
  sizes: [
    { pods: 1_000, hosts: 40, format: 'yaml' },
    { pods: 10_000, hosts: 334, format: 'yaml' },
    { pods: 10_000, hosts: 334, format: 'json' },
    { pods: 150_000, hosts: 5_000, format: 'json' },
  ],
  measure({ pods, hosts, format }, folder) {
    const size: DumpSize = { pods, hosts, namespaces: Math.max(1, Math.floor(pods / 15)), seed: 1 };
    const file = join(folder, `dump.${format}`);
    writeDump(file, size, format);
    const from = `${namespaceOf(0, size)}/pod/${podName(0)}`;
    // The second pod of host 1: the pod with number 1 is its first.
    const to = `${podAddress(1, 2)}:8080`;
    const { cpuSeconds, wallSeconds, maxMegabytes } = usageOf([
      'bin/fibula.mjs',
      'trace',
      '-f',
      file,
      from,
      to,
    ]);
    return { megabytes: statSync(file).size / 1e6, cpuSeconds, wallSeconds, maxMegabytes };
  },
};

/** As `kubectl get nodes,namespaces,pods -A -o …` prints it: one List; written piece by piece. */
function writeDump(file: string, size: DumpSize, format: 'yaml' | 'json'): void {
  const out = openSync(file, 'w');
  let buffered: string[] = [];
  const put = (text: string): void => {
    buffered.push(text);
    if (buffered.length < 1000) return;
    writeSync(out, buffered.join(''));
    buffered = [];
  };
  put(format === 'yaml' ? 'apiVersion: v1\nitems:\n' : '{\n    "apiVersion": "v1",\n    "items": [');
  let first = true;
  for (const objects of [nodeObjects(size), namespaceObjects(size), podObjects(size)]) {
    for (const object of objects) {
      if (format === 'yaml') put(writeYaml([object] as never));
      else put(`${first ? '' : ','}\n${JSON.stringify(object)}`);
      first = false;
    }
  }
  put(
    format === 'yaml'
      ? 'kind: List\nmetadata:\n  resourceVersion: ""\n'
      : '\n    ],\n    "kind": "List"\n}\n',
  );
  writeSync(out, buffered.join(''));
  closeSync(out);
}

run(benchmark, process.argv[2]);
