import type { Step } from '../model/exchange/trace.ts';
import type { Action } from '../model/network/action.ts';
import { OUT } from '../model/network/match.ts';
import type { NodeId } from '../model/network/node.ts';

/**
 * What a step does to a message, in one word. `route`: chooses the link, and goes on in the same switch; `set` and
 * `next` only go on; `restore`: gives the reply of a session the header that the sender expects.
 */
export type Verb =
  | 'deliver'
  | 'forward'
  | 'route'
  | 'discard'
  | 'refuse'
  | 'translate'
  | 'set'
  | 'next'
  | 'restore';

/** A verb, and the node that it is about. */
export interface Effect {
  readonly verb: Verb;
  /** Absent where register OUT says it, and for verbs that name no node. */
  readonly to?: NodeId;
}

/** What a step does, along the alternative that was taken. */
export function effectOf({ kind, rule, choice, before, after }: Step): Effect {
  switch (kind) {
    case 'no match':
    case 'loop':
      return { verb: 'discard' };
    case 'session':
      return { verb: 'restore' };
    case 'rule': {
      if (rule === undefined) return { verb: 'next' };
      const effect = leafOf(rule.action, choice?.index ?? 0);
      return before === after ? effect : { ...effect, verb: 'translate' };
    }
  }
}

function leafOf(action: Action, index: number): Effect {
  switch (action.kind) {
    case 'deliver':
      return { verb: 'deliver', to: action.to };
    case 'forward':
      return action.to === 'out' ? { verb: 'forward' } : { verb: 'forward', to: action.to };
    case 'discard':
      return { verb: action.answer === 'reject' ? 'refuse' : 'discard' };
    case 'translate':
      return action.then === undefined ? { verb: 'translate' } : leafOf(action.then, index);
    case 'set': {
      const then = leafOf(action.then, index);
      if (then.verb !== 'next') return then;
      return action.register === OUT ? { verb: 'route', to: action.value as NodeId } : { verb: 'set' };
    }
    case 'next':
      return { verb: 'next' };
    case 'choose': {
      const chosen = action.alternatives[index];
      return chosen === undefined ? { verb: 'discard' } : leafOf(chosen.action, 0);
    }
  }
}
