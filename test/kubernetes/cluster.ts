import type { Cluster } from '../../src/kubernetes/cluster.ts';
import { planCluster } from '../../src/kubernetes/plan/plan.ts';
import type { Objects } from '../../src/kubernetes/read/read.ts';
import { readCluster } from '../../src/kubernetes/read/read.ts';
import type { Diagnostic } from '../../src/text/diagnostic.ts';
import { formatDiagnostic } from '../../src/text/excerpt.ts';
import { readText } from '../../src/text/read.ts';

/** The objects of a text, as they are given. */
export function objectsIn(yaml: string): Objects {
  const bytes = new TextEncoder().encode(yaml);
  const diagnostics: Diagnostic[] = [];
  const items = [...readText({ name: 'input.yaml', bytes: () => bytes }, (one) => diagnostics.push(one))];
  const objects = readCluster(items, { namespace: 'default' });
  return { ...objects, diagnostics: [...diagnostics, ...objects.diagnostics] };
}

/** The cluster of a text. */
export function clusterIn(yaml: string): Cluster {
  return planCluster(objectsIn(yaml));
}

/** The first lines of diagnostics: `input.yaml:3:5: error CODE: text`. */
export function saidOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((one) => formatDiagnostic(one).split('\n')[0] as string);
}
