import type { Labels } from '../objects/metadata.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import type { Options } from '../profile/options.ts';
import type { LabelSelector } from '../select/selector.ts';
import { selects } from '../select/selector.ts';
import type { SelectorIndex } from '../select/selector-index.ts';
import { selectorIndex } from '../select/selector-index.ts';
import { selectorText } from '../select/selector-text.ts';
import type { AskedScope, Who } from './set-scope.ts';
import { fixedName, scopeKey } from './set-scope.ts';

/** A set of pods as it is asked for: which pods and namespaces there are does not matter. */
export interface AskedSet {
  readonly scope: AskedScope;
  readonly selector: LabelSelector;
}

/**
 * Sets of pods by what they ask, each with a number however it is written. Grows, and never forgets: networks that are
 * compiled one after the other share it, and each has some of the sets, under numbers of its own.
 */
export interface AskedSets {
  readonly sets: readonly AskedSet[];
  readonly scopes: ReadonlyMap<string, AskedScope>;
  of(namespaces: string | LabelSelector, pods: LabelSelector | undefined, who: Who): number;
  /** The numbers of the pod selectors that select these labels. */
  selecting(labels: Labels): readonly number[];
}

/** Asks nothing. */
export const EVERYTHING: LabelSelector = { labels: {}, expressions: [] };

/** Nothing asked yet. */
export function askedSets(options: Options): AskedSets {
  const sets: AskedSet[] = [];
  const scopes = new Map<string, AskedScope>();
  const selectors = selectorNumbers();
  const scopeOf = (asked: string | LabelSelector, who: Who): AskedScope => {
    const name = typeof asked === 'string' ? asked : fixedName(asked);
    const text = name ?? `{${selectorText(asked as LabelSelector)}}`;
    const key = scopeKey(text, who, options);
    let scope = scopes.get(key);
    if (scope === undefined) {
      const selector: LabelSelector =
        name === undefined ? (asked as LabelSelector) : { labels: { [NAME_LABEL]: name }, expressions: [] };
      scope = { number: scopes.size, text: key, who, name, selector, sets: new Map() };
      scopes.set(key, scope);
    }
    return scope;
  };
  // Policies of one namespace stand together, and most mean pods of their own; other scopes are few.
  let last: { asked: string; who: Who; scope: AskedScope } | undefined;
  const ofLabels = { all: new Map<Labels, AskedScope>(), 'own network': new Map<Labels, AskedScope>() };
  const scopeAgain = (asked: string | LabelSelector, who: Who): AskedScope => {
    if (typeof asked === 'string') {
      if (last?.asked !== asked || last.who !== who) last = { asked, who, scope: scopeOf(asked, who) };
      return last.scope;
    }
    if (asked.expressions.length > 0) return scopeOf(asked, who);
    let scope = ofLabels[who].get(asked.labels);
    if (scope === undefined) {
      scope = scopeOf(asked, who);
      ofLabels[who].set(asked.labels, scope);
    }
    return scope;
  };
  return {
    sets,
    scopes,
    selecting: selectors.selecting,
    of(asked, selector = EVERYTHING, who) {
      const scope = scopeAgain(asked, who);
      const number = selectors.of(selector);
      let set = scope.sets.get(number);
      if (set === undefined) {
        set = sets.push({ scope, selector }) - 1;
        scope.sets.set(number, set);
      }
      return set;
    },
  };
}

/** Selectors, each with a number: equal ones have one. */
interface SelectorNumbers {
  of(selector: LabelSelector): number;
  selecting(labels: Labels): readonly number[];
}

/** So many selectors may come after the index was made; with more it is made anew. */
const MOST_LATE = 256;

function selectorNumbers(): SelectorNumbers {
  const all: LabelSelector[] = [];
  const numbers = new Map<string, number>();
  // Equal labels are mostly one object, and most selectors ask for labels alone.
  const ofLabels = new Map<Labels, number>();
  const numberOf = (selector: LabelSelector): number => {
    const text = selectorText(selector);
    let number = numbers.get(text);
    if (number === undefined) {
      number = all.push(selector) - 1;
      numbers.set(text, number);
    }
    return number;
  };
  let index: { readonly find: SelectorIndex; readonly size: number } | undefined;
  return {
    of(selector) {
      if (selector.expressions.length > 0) return numberOf(selector);
      let number = ofLabels.get(selector.labels);
      if (number === undefined) {
        number = numberOf(selector);
        ofLabels.set(selector.labels, number);
      }
      return number;
    },
    selecting(labels) {
      if (index === undefined || all.length - index.size > MOST_LATE)
        index = { find: selectorIndex([...all]), size: all.length };
      const found = index.find(labels);
      if (index.size === all.length) return found;
      const late: number[] = [];
      for (let number = index.size; number < all.length; number++)
        if (selects(all[number] as LabelSelector, labels)) late.push(number);
      return late.length === 0 ? found : [...found, ...late];
    },
  };
}
