import { hash32 } from '../../base/hash.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host, Taint } from '../objects/host.ts';
import type { Placing, Toleration } from '../objects/placing.ts';
import type { Pod } from '../objects/pod.ts';
import { matchesTerms } from '../select/node-selector.ts';
import { labelOf } from '../select/selector.ts';

/**
 * Gives a host to every running pod that has none: of those open that it may run on, the one whose hash together with
 * the pod's is highest (rendezvous), so that no other object changes it (S144). Where one Node alone is left, nothing
 * is invented. One that fits nowhere is pending.
 */
export function placePods(
  pods: readonly Pod[],
  open: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): Pod[] {
  const hashes = open.map((host) => hash32(host.name));
  return pods.map((pod) => {
    if (pod.host !== undefined || pod.state !== 'running') return pod;
    const own = hash32(`${pod.namespace}/${pod.name}`);
    let best: Host | undefined;
    let highest = -1;
    let fitting = 0;
    open.forEach((host, i) => {
      if (!mayRunOn(pod.placing, host)) return;
      fitting++;
      const together = score(own, hashes[i] as number);
      if (together <= highest) return;
      best = host;
      highest = together;
    });
    if (best !== undefined) return placed(pod, best, fitting);
    const message = `pod ${pod.namespace}/${pod.name} fits on none of the ${open.length} nodes: it stays pending`;
    report({ code: 'POD_FITS_NOWHERE', severity: 'warning', message, origin: pod.origin });
    return { ...pod, state: 'pending', planned: pod.planned.filter((what) => what === 'pod') };
  });
}

function placed(pod: Pod, host: Host, fitting: number): Pod {
  const certain = fitting === 1 && labelsKnown(host);
  const planned = certain ? pod.planned.filter((what) => what !== 'host') : pod.planned;
  return { ...pod, host: host.name, planned };
}

/** Whether a pod may run on a host: node selector, required affinity, taints, as the scheduler sees them. */
export function mayRunOn({ nodeSelector, terms, tolerations }: Placing, host: Host): boolean {
  const known = labelsKnown(host) ? 'all' : 'some';
  for (const key in nodeSelector) {
    const value = labelOf(host.labels, key);
    // Of a host that is not in the input few labels are known: it may have any other.
    if (value !== nodeSelector[key] && (known === 'all' || value !== undefined)) return false;
  }
  if (terms !== undefined && !matchesTerms(terms, host.name, host.labels, known)) return false;
  return host.taints.every(
    (taint) => taint.effect === 'PreferNoSchedule' || tolerations.some((one) => tolerates(one, taint)),
  );
}

function labelsKnown({ planned }: Host): boolean {
  return planned === 'none' || planned === 'address';
}

function tolerates({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== taint.effect) return false;
  if (key === undefined) return operator === 'Exists';
  return key === taint.key && (operator === 'Exists' || value === taint.value);
}

/** Two hashes as one: the number by which the hosts compete for a pod. */
function score(pod: number, host: number): number {
  let mixed = Math.imul(pod, 0x9e3779b1) ^ host;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
