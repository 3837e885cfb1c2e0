import { hash32 } from '../../base/hash.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host, Taint } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Placing, Toleration } from '../objects/pod-spec.ts';
import { matchesTerms } from '../select/node-selector.ts';
import { takesPods } from './hosts.ts';

/**
 * Gives a host to every running pod that has none: of those it may run on, the one whose name and the pod's hash
 * highest together (rendezvous), so that no other object changes it (S144). One that fits nowhere is pending.
 */
export function placePods(
  pods: readonly Pod[],
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): Pod[] {
  const open = hosts.filter((host) => takesPods(host, hosts));
  const hashes = open.map((host) => hash32(host.name));
  return pods.map((pod) => {
    if (pod.host !== undefined || pod.state !== 'running') return pod;
    const own = hash32(`${pod.namespace}/${pod.name}`);
    let best: Host | undefined;
    let highest = -1;
    open.forEach((host, i) => {
      const together = score(own, hashes[i] as number);
      if (together <= highest || !mayRunOn(pod.placing, host)) return;
      best = host;
      highest = together;
    });
    if (best !== undefined) return { ...pod, host: best.name };
    const message = `pod ${pod.namespace}/${pod.name} fits on none of the ${open.length} nodes: it stays pending`;
    report({ code: 'POD_FITS_NOWHERE', severity: 'warning', message, origin: pod.origin });
    return { ...pod, state: 'pending' as const };
  });
}

/** Whether a pod may run on a host: node selector, required affinity, taints, as the scheduler sees them. */
export function mayRunOn({ nodeSelector, terms, tolerations }: Placing, host: Host): boolean {
  // The labels of a host that is not in the input are not known: it may have any.
  const known = host.planned !== 'host';
  for (const key in nodeSelector) if (known && !hasLabel(host, key, nodeSelector[key])) return false;
  if (known && terms !== undefined && !matchesTerms(terms, host.name, host.labels)) return false;
  return host.taints.every(
    (taint) => taint.effect === 'PreferNoSchedule' || tolerations.some((one) => tolerates(one, taint)),
  );
}

function hasLabel(host: Host, key: string, value: string | undefined): boolean {
  return Object.hasOwn(host.labels, key) && host.labels[key] === value;
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
