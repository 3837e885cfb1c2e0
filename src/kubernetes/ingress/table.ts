import { once, onceFor } from '../../base/once.ts';
import { compareKeys } from '../../base/order.ts';
import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Ingress, IngressPath } from '../objects/ingress.ts';
import { labelOf } from '../select/selector.ts';
import type { ServiceIndex } from './backend.ts';
import { ingressTarget, serviceIndex } from './backend.ts';
import type { ClassChoice, Controller } from './controller.ts';
import { classOf, controllersOf } from './controller.ts';
import type { Target } from './decision.ts';
import { fieldOf } from './decision.ts';
import { normalHost } from './hosts.ts';
import type { PathPattern } from './paths.ts';
import { comparePaths, readExpression } from './paths.ts';

/** A path of a host, and where it leads. */
export interface PathEntry {
  readonly pattern: PathPattern;
  readonly target: Target;
  readonly by: Origin;
}

/** The paths of one host, of all Ingresses that name it: the first that matches wins (S135). */
export interface HostRules {
  /** As `*.foo.com`; empty: any. */
  readonly host: string;
  /** Worked out when they are first asked for. */
  readonly entries: readonly PathEntry[];
  /** The defaultBackend of the first Ingress that has this host and one. */
  readonly fallback?: Fallback;
  /** `regex`: ingress-nginx reads all its paths as expressions. */
  readonly reading: 'paths' | 'regex';
}

/** A defaultBackend (S136). */
export interface Fallback {
  readonly target: Target;
  readonly by: Origin;
}

/** The certificate for a TLS server name (S137). */
export interface Certificate {
  readonly secret?: string;
  readonly by: Origin;
}

/** How a proxy decides: the rules of all Ingresses that it serves, as one. */
export interface IngressTable {
  readonly choice: ClassChoice;
  /** Absent where nobody serves them. */
  readonly controller?: Controller;
  readonly ingresses: readonly Ingress[];
  readonly hosts: ReadonlyMap<string, HostRules>;
  /** The defaultBackend of the first Ingress without rules, for whatever no host takes. */
  readonly fallback?: Fallback;
  /** Else that of the first Ingress with rules, for hosts that no rule names. */
  readonly otherFallback?: Fallback;
  readonly certificates: ReadonlyMap<string, Certificate>;
}

/**
 * The tables of a cluster, made at the first call: one for each class, since one controller merges all Ingresses of its
 * class; a load balancer of a cloud is one for each Ingress. Implements S132, S136.
 */
export const ingressTables = onceFor((cluster: Cluster): readonly IngressTable[] => {
  const groups = new Map<string, { choice: ClassChoice; ingresses: Ingress[] }>();
  const serving = controllersOf(cluster);
  const controllers = new Map<string, Controller | undefined>();
  for (const ingress of cluster.ingresses) {
    const choice = classOf(cluster, ingress);
    const name = controllerName(choice);
    if (!controllers.has(name)) controllers.set(name, serving.ofClass(choice));
    const key = groupOf(ingress, choice, controllers.get(name));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { choice, ingresses: [ingress] });
    else group.ingresses.push(ingress);
  }
  const services = serviceIndex(cluster);
  return [...groups.values()].map(({ choice, ingresses }) =>
    tableOf(choice, controllers.get(controllerName(choice)), ingresses, services),
  );
});

function controllerName(choice: ClassChoice): string {
  return choice.kind === 'ignored' ? 'nobody' : `${choice.kind} ${choice.controller}`;
}

/** One load balancer may be shared by Ingresses of a group, as AWS calls it. */
const ALB_GROUP = 'alb.ingress.kubernetes.io/group.name';

function groupOf(ingress: Ingress, choice: ClassChoice, controller: Controller | undefined): string {
  if (choice.kind === 'ignored') return 'ignored';
  const shared = `class ${choice.name}`;
  if (controller?.where !== 'outside') return shared;
  const group = labelOf(ingress.annotations, ALB_GROUP);
  return group === undefined ? `${shared} of ${ingress.namespace}/${ingress.name}` : `${shared} in ${group}`;
}

function tableOf(
  choice: ClassChoice,
  controller: Controller | undefined,
  given: readonly Ingress[],
  services: ServiceIndex,
): IngressTable {
  const ingresses = inOrder(given);
  const fallbacks = ingresses.flatMap((ingress) => fallbackOf(ingress, services));
  const bare = fallbacks.find(({ ingress }) => ingress.rules.length === 0);
  const other = fallbacks.find(({ ingress }) => ingress.rules.length > 0);
  return {
    choice,
    ...(controller && { controller }),
    ingresses,
    hosts: hostsOf(ingresses, controller, services),
    ...(bare && { fallback: bare }),
    ...(other && { otherFallback: other }),
    certificates: certificatesOf(ingresses),
  };
}

/** The older first, those of unknown age last; then by name. A canary stands behind the Ingress that it is one of. */
function inOrder(ingresses: readonly Ingress[]): readonly Ingress[] {
  const keyed = ingresses.map((ingress) => {
    const { created, namespace, name, annotations } = ingress;
    const canary = labelOf(annotations, 'nginx.ingress.kubernetes.io/canary') === 'true';
    return { ingress, key: [canary ? 'canary' : '', created || '~', namespace, name] };
  });
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ ingress }) => ingress);
}

function fallbackOf(ingress: Ingress, services: ServiceIndex): (Fallback & { ingress: Ingress })[] {
  const { defaultBackend } = ingress;
  if (defaultBackend === undefined) return [];
  const target = ingressTarget(services, ingress, defaultBackend);
  return [{ target, by: fieldOf(ingress, defaultBackend.path), ingress }];
}

/** The rules by host; those of one host in the order in which they are tried. */
function hostsOf(
  ingresses: readonly Ingress[],
  controller: Controller | undefined,
  services: ServiceIndex,
): Map<string, HostRules> {
  const given = new Map<string, { paths: (readonly [Ingress, IngressPath])[]; fallback?: Fallback }>();
  for (const ingress of ingresses) {
    for (const { host: text, paths } of ingress.rules) {
      const host = normalHost(text);
      const own = given.get(host) ?? { paths: [] };
      given.set(host, own);
      own.paths.push(...paths.map((path) => [ingress, path] as const));
      const [fallback] = fallbackOf(ingress, services);
      if (own.fallback === undefined && fallback !== undefined) own.fallback = fallback;
    }
  }
  const hosts = new Map<string, HostRules>();
  for (const [host, { paths, fallback }] of given) {
    const reading = controller?.name === NGINX && paths.some(usesRegex) ? 'regex' : 'paths';
    const entries = once(() => entriesOf(paths, reading, services));
    hosts.set(host, {
      host,
      get entries() {
        return entries();
      },
      ...(fallback && { fallback }),
      reading,
    });
  }
  return hosts;
}

function entriesOf(
  paths: readonly (readonly [Ingress, IngressPath])[],
  reading: HostRules['reading'],
  services: ServiceIndex,
): readonly PathEntry[] {
  const entries = paths.map(([ingress, path]): PathEntry => {
    const target = ingressTarget(services, ingress, path.backend);
    return { pattern: patternOf(path, reading), target, by: fieldOf(ingress, path.path) };
  });
  // The order of age and name stands where two are equal: sorting keeps it.
  return entries.sort((a, b) => comparePaths(a.pattern, b.pattern));
}

const NGINX = 'k8s.io/ingress-nginx';

/** Whether this path makes ingress-nginx read all paths of its host as expressions. */
function usesRegex([{ annotations }, { value }]: readonly [Ingress, IngressPath]): boolean {
  const target = labelOf(annotations, 'nginx.ingress.kubernetes.io/rewrite-target') ?? '';
  const asked = labelOf(annotations, 'nginx.ingress.kubernetes.io/use-regex') === 'true';
  return asked || (target !== '' && target !== value);
}

/** ImplementationSpecific is read as Prefix, which all controllers can (S135). */
function patternOf({ type, value }: IngressPath, reading: HostRules['reading']): PathPattern {
  if (reading === 'regex') return { kind: 'Regex', value, expression: readExpression(`(?i)^${value}`) };
  return { kind: type === 'Exact' ? 'Exact' : 'Prefix', value };
}

function certificatesOf(ingresses: readonly Ingress[]): Map<string, Certificate> {
  const certificates = new Map<string, Certificate>();
  for (const ingress of ingresses) {
    for (const { hosts, secret, path } of ingress.tls) {
      const certificate = { ...(secret !== undefined && { secret }), by: fieldOf(ingress, path) };
      for (const host of hosts.map(normalHost)) {
        if (!certificates.has(host)) certificates.set(host, certificate);
      }
    }
  }
  return certificates;
}

/** What the decisions of a table rest on, whatever the request. */
export function assumedBy({ choice, controller }: IngressTable): readonly IngressCode[] {
  const assumes: IngressCode[] = [];
  if (choice.kind === 'unknown class') assumes.push('ING_CLASS_NOT_GIVEN');
  if (controller?.where === 'planned') assumes.push('ING_CONTROLLER_PLANNED');
  return assumes;
}
