import { assert } from '../../base/assert.ts';
import { includesSorted, sortNumbers } from '../../base/order.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ClassId, EndpointClasses } from './classes.ts';
import type { ConnectionId } from './connection-set.ts';
import { NONE } from './connection-set.ts';
import type { Relation } from './pair.ts';
import type { Other, Passing, World } from './passed.ts';
import { passed } from './passed.ts';
import type { PeerId } from './peers.ts';
import type { Program } from './program.ts';

/**
 * One half of all verdicts (04 §2, §3): what passes a program whatever the other end, but for the classes that something
 * the program asks for tells from others.
 */
export interface Half extends Passing {
  /** Classes with which something else passes, ascending; and what. */
  readonly classes: Int32Array;
  readonly sures: Int32Array;
  readonly perhapses: Int32Array;
  /** The open facts that it met. */
  readonly facts: ReadonlySet<FactId>;
  /** The more facts hold, the more passes: so what may pass is what passes where all do. */
  readonly rises: 'always' | 'not always';
}

/** The halves of programs, by the numbers that classes have for them. */
export interface Halves {
  /** Made at the first call. */
  of(program: number): Half;
  /** At most as many classes are told from others by a program: what its half costs, known before it is made (04 §3). */
  mostClasses(program: number): number;
}

/** The halves of the programs of classes. */
export function halvesOf(relation: Relation, classes: EndpointClasses): Halves {
  const holders = holdersOf(relation, classes);
  const made: Half[] = [];
  const scratch = {
    bits: new Int32Array(classes.size),
    isAsked: new Int32Array(relation.peers.all.length),
  };
  const programOf = (number: number): Program => classes.programList[number] as Program;
  return {
    of(program) {
      made[program] ??= halfOf(relation, classes, holders, programOf(program), scratch);
      return made[program] as Half;
    },
    mostClasses(program) {
      const { peers, names } = askedBy(programOf(program), scratch.isAsked);
      let most = 0;
      for (const peer of peers) most += (holders.exceptional[peer] as Int32Array).length;
      for (const name of names) most += holders.named.get(name)?.length ?? 0;
      return Math.min(most, classes.size);
    },
  };
}

/** The classes of which each thing asked holds; and for `not in`, of which it does not. */
interface Holders {
  readonly exceptional: readonly Int32Array[];
  readonly holdsElsewhere: readonly boolean[];
  readonly named: ReadonlyMap<string, Int32Array>;
}

function holdersOf({ peers }: Relation, classes: EndpointClasses): Holders {
  const { size } = classes;
  const holds: ClassId[][] = peers.all.map(() => []);
  const named = new Map<string, ClassId[]>();
  for (let id = 0; id < size; id++) {
    for (const peer of classes.peers[id] ?? []) (holds[peer] as ClassId[]).push(id);
    for (const peer of classes.openPeers[id]?.keys() ?? []) (holds[peer] as ClassId[]).push(id);
    for (const [name, ports] of classes.names[id] ?? []) {
      if (ports === NONE) continue;
      const list = named.get(name);
      if (list === undefined) named.set(name, [id]);
      else list.push(id);
    }
  }
  const holdsElsewhere = peers.all.map((peer) => peer.kind === 'set' && peer.is === 'not in');
  const exceptional = holds.map((list, peer) => {
    if (!holdsElsewhere[peer]) return Int32Array.from(list);
    const held = new Set(list);
    return Int32Array.from(Array.from({ length: size }, (_, id) => id).filter((id) => !held.has(id)));
  });
  return {
    exceptional,
    holdsElsewhere,
    named: new Map(Array.from(named, ([name, list]) => [name, Int32Array.from(list)])),
  };
}

/** Working memory of all halves, zero between two of them: for each class what was asked of it; whether a peer was asked. */
interface Scratch {
  readonly bits: Int32Array;
  readonly isAsked: Int32Array;
}

function halfOf(
  relation: Relation,
  classes: EndpointClasses,
  holders: Holders,
  program: Program,
  { bits, isAsked }: Scratch,
): Half {
  const asked = askedBy(program, isAsked);
  const { peers, names, facts } = asked;
  const touched = touchedBy(asked, holders, bits);
  const base = inAllWorlds(relation, program, facts, {
    holds: (peer) => (holders.holdsElsewhere[peer] ? 'yes' : 'no'),
    portsOf: () => NONE,
  });
  // Classes of which the same holds are alike, where bits say all; of a few, each is gone through.
  const isByBits = peers.length <= MOST_BITS && names.size === 0 && touched.length > FEW;
  const known = isByBits ? new Map<number, Passing>() : undefined;
  let met = facts;
  let { rises } = base;
  const ids: ClassId[] = [];
  const sures: ConnectionId[] = [];
  const perhapses: ConnectionId[] = [];
  for (let i = 0; i < touched.length; i++) {
    const id = touched[i] as ClassId;
    const key = bits[id] as number;
    bits[id] = 0;
    const open = classes.openPeers[id] as ReadonlyMap<PeerId, FactId>;
    let passing = open.size > 0 ? undefined : known?.get(key);
    if (passing === undefined) {
      const ports = classes.names[id] as ReadonlyMap<string, ConnectionId>;
      const more = open.size === 0 ? [] : peers.flatMap((peer) => open.get(peer) ?? []);
      if (more.length > 0) met = new Set([...met, ...more]);
      const own = classes.peers[id] as readonly PeerId[];
      const found = inAllWorlds(relation, program, more.length === 0 ? facts : new Set([...facts, ...more]), {
        holds: (peer) => (includesSorted(own, peer) ? 'yes' : (open.get(peer) ?? 'no')),
        portsOf: (name) => ports.get(name) ?? NONE,
      });
      rises &&= found.rises;
      passing = found;
      if (open.size === 0) known?.set(key, passing);
    }
    if (passing.sure === base.sure && passing.perhaps === base.perhaps) continue;
    ids.push(id);
    sures.push(passing.sure);
    perhapses.push(passing.perhaps);
  }
  return {
    sure: base.sure,
    perhaps: base.perhaps,
    classes: Int32Array.from(ids),
    sures: Int32Array.from(sures),
    perhapses: Int32Array.from(perhapses),
    facts: met,
    rises: rises ? 'always' : 'not always',
  };
}

/** What a program asks of the other end, each once. */
interface AskedOnce {
  readonly peers: readonly PeerId[];
  readonly names: ReadonlySet<string>;
  readonly facts: ReadonlySet<FactId>;
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_FACTS: ReadonlySet<FactId> = new Set();

function askedBy({ tables }: Program, isAsked: Int32Array): AskedOnce {
  const peers: PeerId[] = [];
  let [names, facts] = [NO_NAMES, NO_FACTS];
  for (const rules of tables) {
    for (const rule of rules) {
      for (const peer of rule.peers) if (isAsked[peer] === 0) isAsked[peer] = peers.push(peer);
      if (rule.names.length > 0) names = new Set([...names, ...rule.names]);
      if (rule.facts.length > 0) facts = new Set([...facts, ...rule.facts]);
    }
  }
  for (const peer of peers) isAsked[peer] = 0;
  return { peers, names, facts };
}

/** As many things asked are told apart by the bits of a number. */
const MOST_BITS = 30;

/** A Map for each half of so few classes costs more than it saves. */
const FEW = 8;

/** Classes that anything asked tells from others, ascending; `bits` has for each of them which do. */
function touchedBy({ peers, names }: AskedOnce, holders: Holders, bits: Int32Array): readonly ClassId[] {
  const touched: ClassId[] = [];
  const put = (list: Int32Array, bit: number): void => {
    for (let i = 0; i < list.length; i++) {
      const id = list[i] as number;
      if (bits[id] === 0) touched.push(id);
      bits[id] = (bits[id] as number) | bit;
    }
  };
  for (let i = 0; i < peers.length; i++)
    put(holders.exceptional[peers[i] as PeerId] as Int32Array, 1 << Math.min(i, MOST_BITS));
  for (const name of names) put(holders.named.get(name) ?? new Int32Array(0), 1 << MOST_BITS);
  return sortNumbers(touched);
}

/** More open facts than these are not tried in all combinations. */
const MOST_FACTS = 14;

/** More open facts decide about one class than can be tried. */
export class TooManyFacts extends Error {}

/** What passes in every world that open facts allow, what in any, and whether that is what passes where all of them hold. */
function inAllWorlds(
  relation: Relation,
  program: Program,
  facts: ReadonlySet<FactId>,
  other: Other,
): Passing & { readonly rises: boolean } {
  const { table } = relation.finding;
  const run = (world: World): ConnectionId => {
    const through = passed(table, program, other, world);
    assert(typeof through === 'number', 'every fact is taken');
    return through;
  };
  const whole = run(() => true);
  if (facts.size === 0) return { sure: whole, perhaps: whole, rises: true };
  if (facts.size > MOST_FACTS) throw new TooManyFacts(`${facts.size} open facts decide at once`);
  const list = [...facts];
  let [sure, perhaps] = [whole, whole];
  for (let world = 0; world < 2 ** list.length - 1; world++) {
    const passing = run((fact) => ((world >> list.indexOf(fact)) & 1) === 1);
    sure = table.intersect(sure, passing);
    perhaps = table.union(perhaps, passing);
  }
  return { sure, perhaps, rises: perhaps === whole };
}
