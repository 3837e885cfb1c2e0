import type { Host } from '../kubernetes/objects/host.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';

/** A pod whose host is planned, with the hosts that it may be on. */
export interface Movable {
  readonly pod: Pod;
  readonly hosts: readonly Host[];
}

/** A host for each pod. */
export type Places = ReadonlyMap<Pod, Host>;

/** Up to so many ways to place pods all of them are tried. */
const FEW_WAYS = 64;

/** More ways than these are not tried. */
export const MOST_WAYS = 512;

/**
 * Ways to place pods that tell apart whatever one message can meet (S144). On its way it meets its sender, one endpoint, and
 * of all others only whether they are there as well: so where there are too many ways to try each, these are tried: the
 * sender anywhere, one other or all of them anywhere, the rest anywhere. `sender`: the pod that sends, if it can move.
 */
export function placesOf(
  movable: readonly Movable[],
  sender: Pod | undefined,
): readonly Places[] | undefined {
  const all = movable.reduce((ways, { hosts }) => ways * hosts.length, 1);
  if (all <= FEW_WAYS) return everyWay(movable);
  const first = movable.find(({ pod }) => pod === sender);
  const others = movable.filter((one) => one !== first);
  const alone = [undefined, ...new Map(others.map((one) => [likeness(one.pod), one])).values()];
  const hosts = [...new Set(movable.flatMap((one) => one.hosts))];
  const starts = first === undefined ? 1 : first.hosts.length;
  if (starts * alone.length * hosts.length * hosts.length > MOST_WAYS) return undefined;
  const ways: Places[] = [];
  for (const start of first?.hosts ?? [undefined]) {
    for (const one of alone) {
      for (const its of one?.hosts ?? [undefined]) {
        for (const rest of hosts) {
          const places = new Map(others.map((other) => [other.pod, nearestTo(rest, other)]));
          if (one !== undefined && its !== undefined) places.set(one.pod, its);
          if (first !== undefined && start !== undefined) places.set(first.pod, start);
          ways.push(places);
        }
      }
    }
  }
  return ways;
}

function everyWay(movable: readonly Movable[]): Places[] {
  return movable.reduce<Places[]>(
    (ways, { pod, hosts }) => ways.flatMap((way) => hosts.map((host) => new Map([...way, [pod, host]]))),
    [new Map()],
  );
}

/** Pods of one workload are alike, unless each has a name of its own. */
function likeness({ workload: { kind, namespace, name }, name: own }: Pod): string {
  return `${kind} ${namespace}/${kind === 'StatefulSet' ? own : name}`;
}

function nearestTo(host: Host, { hosts }: Movable): Host {
  return hosts.includes(host) ? host : (hosts[0] as Host);
}
