import { reach } from '../oracle/reach.ts';
import { clusterOf, questionsOf } from './cluster.ts';
import { random } from './random.ts';
const n = Number(process.argv[2] ?? 100);
const answers = new Map<string, number>();
const bump = (k: string) => answers.set(k, (answers.get(k) ?? 0) + 1);
for (let seed = 1; seed <= n; seed++) {
  const r = random(seed);
  const objects = clusterOf(r);
  if (objects.some((o) => o.kind === 'AdminNetworkPolicy')) bump('anp');
  if (objects.filter((o) => o.spec?.tier === 'Admin').length > 1) bump('cnp several');
  for (const question of questionsOf(objects, r)) {
    const { answer, details } = reach(objects, question);
    bump(answer);
    for (const { verdict, share } of details) bump('  ' + verdict);
  }
}
console.log(Object.fromEntries([...answers].sort()));
