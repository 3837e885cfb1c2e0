import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { deliveryOf, profileOf, stateOf, assuming } from './sample.ts';
import { random } from '../generate/random.ts';
import { clusterOf, questionsOf, directQuestionsOf } from '../generate/cluster.ts';
import { OPTIONS, nameOf, formatAddress, formatHeader } from '../../src/index.ts';
import { finalHeader } from '../../src/model/exchange/trace.ts';
test('x', () => {
  const groups = new Map<string, any>();
  const N = Number(process.env.N ?? 200), F = Number(process.env.F ?? 0), fixed = JSON.parse(process.env.FIXED ?? '{}');
  let n = 0, lost = 0;
  for (let seed = F; seed < F + N; seed++) {
    const r = random(seed); const o = clusterOf(r); const qs = [...questionsOf(o, r, 20), ...directQuestionsOf(o, r, 10)];
    const profile = process.env.DEF ? assuming(fixed) : profileOf(r, fixed);
    const state = stateOf(o, profile);
    const { network } = state;
    for (const q of qs) for (const w of deliveryOf(state, q, 'both')?.ways ?? []) {
      if (w.trace.disposition.kind !== 'delivered') continue;
      n++;
      if (w.answer === 'reachable') continue;
      lost++;
      const role = (id: number) => network.nodes.names[id]!.startsWith('@kubelet') ? 'kubelet' : network.nodes.names[id]!.startsWith('@') ? network.nodes.names[id] : network.nodes.names[id]!.startsWith('node-') ? 'host' : network.nodes.names[id]!.split('/').length === 2 ? 'pod' : 'proc';
      const path = (hops: any) => hops.map((h: any) => role(h.at) + (h.steps.some((s: any) => s.before !== s.after) ? '*' : '')).join('>');
      const rp = w.replies[0]!;
      const d = rp.disposition as any;
      const opts = OPTIONS.filter(({ key, default: def }) => (profile.options as any)[key] !== def && ['podToOutside','outsideToPod','balancerSource','detectLocal','externalIPs','nodePortAddresses','closedServicePort','hostPort'].includes(key)).map(({ key }) => `${key}=${(profile.options as any)[key]}`).join(',');
      const labels = w.trace.hops.flatMap((h: any) => h.steps.filter((s: any) => s.rule && s.before !== s.after).map((s: any) => s.rule.label)).join('+');
      const key = `${d.kind} ${d.reason ?? ''} at ${d.at === undefined ? '' : role(d.at)}; REQ ${path(w.trace.hops)} [${labels}] REP ${path(rp.hops)}`;
      const e = groups.get(key) ?? { n: 0, opts: new Map(), first: undefined };
      e.n++; e.opts.set(opts, (e.opts.get(opts) ?? 0) + 1);
      if (e.first === undefined || opts === '') e.first = { seed, q, req: w.trace.hops.map((h) => nameOf(network.nodes, h.at) + ' ' + formatHeader(h.header)), end: formatHeader(finalHeader(w.trace)), rep: rp.hops.map((h) => nameOf(network.nodes, h.at) + ' ' + formatHeader(h.header)) };
      groups.set(key, e);
    }
  }
  const out = [...groups].sort((a, b) => b[1].n - a[1].n).map(([k, e]) => `${e.n} ${k}\n   ${[...e.opts].map(([a, b]: any) => b + ':' + (a || 'none')).slice(0, 6).join('  ')}\n   ${JSON.stringify(e.first)}`);
  writeFileSync('/tmp/x/law5.txt', `${n} delivered ${lost} lost\n` + out.join('\n'));
});
