import { describe } from 'vitest';
import type { Messages } from '../../src/questions/messages.ts';
import { isMeant } from '../../src/questions/pod-cover.ts';
import { SERVICE_REACH } from '../../src/questions/service-reach.ts';
import { ask as sources } from '../../src/questions/sources.ts';
import { lookupsOf } from '../../src/state/lookups.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

/** How many pods reach each service, where it is not what following each of them says. */
function broken({ random, objects, met }: Sample) {
  const state = stateOf(objects, profileOf(random));
  const { cluster } = state;
  // Which of two rules of one priority comes first is not known, and no matter of endpoints.
  if (cluster === undefined || state.network.facts.some(({ kind }) => kind === 'tie')) return [];
  return [...SERVICE_REACH.rows(state)].flatMap(([name, text, all, some]): readonly unknown[] => {
    const [namespace = '', own = ''] = String(name).split('/');
    const [port, protocol] = String(text).split('/') as [string, 'TCP' | 'UDP' | 'SCTP'];
    const service = lookupsOf(cluster).service(namespace, own);
    if (typeof all !== 'number' || service === undefined) return [];
    const answer = sources(state, { to: `svc/${namespace}/${own}`, port: Number(port), protocol });
    if ('error' in answer) return [{ name, text, answer }];
    const has = (messages: Messages | undefined): boolean => (messages?.[protocol] ?? []).length > 0;
    const given = service.ports.find((one) => one.port === Number(port) && one.protocol === protocol);
    const behind = new Set(
      lookupsOf(cluster)
        .endpointsOf(service)
        .filter((one) => one.ready && given !== undefined && one.portOf(given) !== undefined)
        .flatMap(({ pod }) => pod ?? []),
    );
    // Endpoints themselves do not count; they are told by who they are, one group each.
    const groups = answer.groups.filter(({ unknown }) => unknown === undefined);
    if (groups.length < answer.groups.length || behind.size === 0) return [];
    const names = new Set([...behind].map((pod) => `${pod.namespace}/${pod.name}`));
    const counted = { all: 0, some: 0 };
    for (const pod of cluster.pods.filter((one) => one.state === 'running' && one.network === 'own')) {
      if (names.has(`${pod.namespace}/${pod.name}`)) continue;
      const single = answer.groups.find(({ who }) => who.some((term) => isMeant(cluster, term, pod)));
      if (has(single?.allow)) counted.all++;
      else if (has(single?.some)) counted.some++;
    }
    if (counted.all + counted.some > 0) met();
    return counted.all === all && counted.some === some ? [] : [{ name, text, all, some, counted }];
  });
}

describe('how many pods reach a service', () => {
  law('is what following each of them says', { clusters: 200, questions: 1, meets: 0.2 }, broken);
});
