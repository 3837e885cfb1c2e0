import type { Cluster } from '../../src/kubernetes/cluster.ts';
import { planCluster } from '../../src/kubernetes/plan/plan.ts';
import type { Objects } from '../../src/kubernetes/read/read.ts';
import { readCluster } from '../../src/kubernetes/read/read.ts';
import type { TextFault } from '../../src/kubernetes/read/text-faults.ts';
import { withTextFaults } from '../../src/kubernetes/read/text-faults.ts';
import type { Diagnostic } from '../../src/text/diagnostic.ts';
import { formatDiagnostic } from '../../src/text/excerpt.ts';
import { readText } from '../../src/text/read.ts';

/** The objects of a text, as they are given. */
export function objectsIn(yaml: string): Objects {
  const bytes = new TextEncoder().encode(yaml);
  const faults: TextFault[] = [];
  const source = { name: 'input.yaml', bytes: () => bytes };
  const items = [...readText(source, (diagnostic, part) => faults.push({ diagnostic, part }))];
  const objects = withTextFaults(readCluster(items, { namespace: 'default' }), faults);
  return {
    ...objects,
    diagnostics: [...faults.map(({ diagnostic }) => diagnostic), ...objects.diagnostics],
  };
}

/** The cluster of a text. */
export function clusterIn(yaml: string): Cluster {
  return planCluster(objectsIn(yaml));
}

/** The first lines of diagnostics: `input.yaml:3:5: error CODE: text`. */
export function saidOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((one) => formatDiagnostic(one).split('\n')[0] as string);
}
