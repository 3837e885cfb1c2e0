import type { State } from '../../src/index.ts';
import { askQuestion, questionNamed } from '../../src/index.ts';
import type { VerdictView } from '../../src/questions/verdict.ts';
import { stateOf } from '../cases/state-of.ts';
import type { Probe, Step } from './load.ts';

/** What came of a step: how many probes there were, and a line for each that ended otherwise than upstream says. */
export interface Probed {
  readonly probes: number;
  readonly wrong: readonly string[];
}

/** Sends every probe of a step through the network that its objects are compiled to. */
export async function probeAll({ name, objects, probes }: Step): Promise<Probed> {
  const state = stateOf(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  const wrong: string[] = [];
  for (const { message } of state.diagnostics.filter(({ severity }) => severity === 'error'))
    wrong.push(`${name}: ${message}`);
  for (const probe of probes) {
    const said = await verdictOn(state, probe);
    if (said !== (probe.connected ? 'connected' : 'silent'))
      wrong.push(
        `${name}: ${probe.from} to ${probe.to} at ${portOf(probe)}: ${said}, not ${expected(probe)}`,
      );
  }
  return { probes: probes.length, wrong };
}

/** Upstream knows two outcomes: it connects, or nothing answers (S116: a denial is silent). */
async function verdictOn(state: State, { from, address, protocol, port }: Probe): Promise<string> {
  const question = questionNamed('reach');
  if (question === undefined) throw new Error('there is no question reach');
  const given = { from, to: address, port, protocol };
  const answer = await askQuestion(question, state, given);
  if ('error' in answer) return answer.error.message;
  const { answer: word, code = '', symptom } = answer as unknown as VerdictView;
  if (word === 'reachable') return 'connected';
  return word === 'unreachable' && symptom === 'timeout' ? 'silent' : `${word} ${code}`;
}

const portOf = ({ address, protocol, port }: Probe) => `${address}:${port}/${protocol}`;
const expected = ({ connected }: Probe) => (connected ? 'connected' : 'silent');
