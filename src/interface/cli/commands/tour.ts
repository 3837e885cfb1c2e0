import type { Answer, Profile, State } from '../../../index.ts';
import { ARTICLE, askQuestion, isRefusal, questionNamed, readState, STANDARD } from '../../../index.ts';
import { load } from '../../load/load.ts';
import type { Paint } from '../../render/paint.ts';
import { renderAnswer } from '../../render/render.ts';
import { explanationIn } from '../assumed.ts';
import { paintOf, stop } from '../complain.ts';
import { EXIT } from '../exit.ts';
import { packageFile } from '../package-file.ts';
import type { Surroundings } from '../surroundings.ts';

/** The four lives of a message in K1 (01 §5): what it shows, from whom, to where. */
const LIVES = [
  ['Between containers of one pod', 'c1-1', '127.0.0.1', '9090'],
  ['Between pods of one node', 'c1-1', '10.1.1.2', '8080'],
  ['Between pods of two nodes', 'c1-1', '10.1.2.1', '8080'],
  ['From a daemon of a node to a pod there', 'd1', '10.1.1.1', '8080'],
] as const;

const NEXT = [
  ['fibula fib -f examples/k1 n1', 'the forwarding table of a node'],
  ['fibula reach -f examples/k1 c1-1 c2-1', 'yes or no, with exit code 0 or 1'],
  ['fibula graph -f examples/k1 -o svg > k1.svg', 'the picture'],
  ['fibula trace -f YOUR-MANIFESTS/ shop/web shop/db:5432', 'the same for a cluster of yours'],
  ['fibula --help', 'everything else'],
];

/** Shows what this program does on example K1 of the article, in the article's own profile. */
export async function tour(around: Surroundings): Promise<number> {
  const folder = packageFile('examples/k1');
  if (folder === undefined) {
    return stop(around, [
      { code: 'FILE_NOT_FOUND', severity: 'error', message: 'this package has no examples/k1' },
    ]);
  }
  const paint = paintOf(around.stdout, around);
  const say = (text = ''): void => void around.stdout.write(`${text}\n`);
  const article = await stateOf(folder, ARTICLE, around);
  say(paint.bold('A Kubernetes cluster as a network graph'));
  say();
  say(
    'Cluster K1: 2 nodes, 4 pods, 8 containers and 2 daemons. As a graph: containers and daemons are processes, which',
  );
  say(
    'send and receive; pods and nodes are switches, which pass messages on by their forwarding tables (FIBs).',
  );
  say();
  for (const [i, [what, from, to, port]] of LIVES.entries()) {
    say(paint.bold(`${i + 1}. ${what}`));
    say(`   $ fibula trace -f examples/k1 --profile article ${from} ${to}:${port}`);
    say(indented(await answered('trace', article, { from, to, port }, paint)));
  }
  say(paint.bold('The constraints of a Kubernetes network, checked for every pair of ends'));
  for (const [profile, option] of [
    [ARTICLE, ' --profile article'],
    [STANDARD, ''],
  ] as const) {
    const state = profile === ARTICLE ? article : await stateOf(folder, profile, around);
    say(`   $ fibula verify -f examples/k1${option}`);
    say(indented(await answered('verify', state, {}, paint)));
  }
  say(`${paint.bold('To try next')} (without an installation, fibula is: node bin/fibula.mjs)`);
  for (const [command = '', what = ''] of NEXT) say(`   ${command.padEnd(54)} ${paint.dim(what)}`);
  return EXIT.yes;
}

async function stateOf(folder: string, profile: Profile, { stdin }: Surroundings): Promise<State> {
  const { sources } = await load({ files: [folder], depth: 'flat', kustomize: [], stdin });
  const named = sources.map(({ name, bytes }) => ({ name: name.replace(folder, 'examples/k1'), bytes }));
  return readState(named, { profile, namespace: 'default' });
}

async function answered(
  name: string,
  state: State,
  given: Readonly<Record<string, string>>,
  paint: Paint,
): Promise<string> {
  const question = questionNamed(name);
  if (question === undefined) return '';
  const answer: Answer & { assumed?: unknown } = shown(await askQuestion(question, state, given));
  return renderAnswer(name, answer, 'text', {
    extent: 'plain',
    paint,
    explain: explanationIn(state.profile),
  });
}

/** An answer without the options that it depends on: the tour is about the graph. */
function shown(answer: object): Answer {
  if (isRefusal(answer)) throw new Error(answer.error.message);
  const { assumed: _, ...rest } = answer as Answer & { assumed?: unknown };
  return rest;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '   ');
}
