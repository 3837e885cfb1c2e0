import { describe } from 'vitest';
import type { State } from '../../src/index.ts';
import { readMessages } from '../../src/index.ts';
import type { Word } from '../../src/questions/delivery.ts';
import { journeyOf } from '../../src/questions/journey.ts';
import type { Kube, Objects } from '../conformance/kube.ts';
import type { Family } from '../generate/cluster-places.ts';
import { chance, nodeAddress, podAddress } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { ofKind } from '../oracle/labels.ts';
import type { Question } from '../oracle/reach.ts';
import { inputOf, profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

/** The families of a cluster's nodes, in their order. */
function familiesOf(objects: Objects): readonly Family[] {
  const addresses = ofKind(objects, 'Node')[0]?.status?.addresses ?? [];
  return addresses.flatMap(({ type, address = '' }) =>
    type === 'InternalIP' ? [address.includes(':') ? (6 as const) : (4 as const)] : [],
  );
}

/** A pod as its manifest has it: of some it says on which node they run. */
function planned({ metadata, spec = {}, status: _, ...whole }: Kube, random: Random): Kube {
  const { deletionTimestamp: _time, ...kept } = metadata;
  const { nodeName = 'node-1', ...rest } = spec;
  const keeps = chance(random, 40);
  return { ...whole, metadata: kept, spec: keeps ? { ...rest, nodeName } : rest } as Kube;
}

/** The same pod as it runs somewhere: on its node, else on any; with addresses of that node's prefixes. */
function placed(pod: Kube, index: number, random: Random, objects: Objects): Kube {
  const nodeName = pod.spec?.nodeName ?? random.pick(ofKind(objects, 'Node')).metadata.name;
  const at = Number(nodeName.split('-')[1]);
  const number = 1 + index + 30 * random.below(6);
  const addressIn = (family: Family) =>
    pod.spec?.hostNetwork === true ? nodeAddress(family, at) : podAddress(family, at, number);
  const podIPs = familiesOf(objects).map((family) => ({ ip: addressIn(family) }));
  const conditions = [{ type: 'Ready', status: 'True' }];
  const status = { phase: 'Running', hostIP: nodeAddress(4, at), podIP: podIPs[0]?.ip, podIPs, conditions };
  return { ...pod, spec: { ...pod.spec, nodeName }, status } as Kube;
}

/** A cluster whose pods are planned, and two that it may turn out to be. Slices would tell of addresses. */
function worldsOf(random: Random, objects: Objects): readonly [Objects, Objects, Objects] {
  const change = (all: Objects, how: (pod: Kube, index: number) => Kube): Objects =>
    all.map((object, index) => (object.kind === 'Pod' ? how(object, index) : object));
  const kept = objects.filter(({ kind }) => kind !== 'EndpointSlice');
  const plan = change(kept, (pod) => planned(pod, random));
  const real = () => change(plan, (pod, index) => placed(pod, index, random, objects));
  return [plan, real(), real()];
}

/** Addresses of pods are in no manifest: nobody can ask for one before it is there. */
const isAddressOfPod = ({ target }: Question): boolean =>
  'address' in target && /^(10\.244\.|fd00:10:244:)/.test(target.address);

/** Definite answers about a plan that are not those about what it turns out to be. */
function broken({ random, objects, questions, met }: Sample) {
  const profile = profileOf(random, { planned: 'unknown' });
  const [plan, one, other] = worldsOf(random, objects).map((each) => stateOf(each, profile));
  return questions.flatMap((question) => {
    const [asked, ...real] = [plan, one, other].map((state) => state && wordOf(state, question));
    if (asked === undefined || asked === 'unknown' || isAddressOfPod(question)) return [];
    met();
    return real.every((each) => each === asked) ? [] : [{ question, plan: asked, real }];
  });
}

/** What a message comes to, with all that is asked about it. */
function wordOf(state: State, question: Question): Word | undefined {
  const messages = readMessages(state, inputOf(question));
  const [asked] = 'error' in messages ? [] : messages;
  return asked && journeyOf(state, asked, 'both')?.answer;
}

describe('what is definite of a planned cluster', () => {
  law(
    'is so wherever its pods turn out to run, and whatever their addresses (S144)',
    { clusters: 150, questions: 20, meets: 3 },
    broken,
  );
});
