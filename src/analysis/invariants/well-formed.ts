import type { Fault } from '../../model/network/fault.ts';
import { faultsOf } from '../../model/network/fault.ts';
import { nodeIds } from '../../model/network/node.ts';
import { ruleCount } from '../../model/network/rules.ts';
import type { Invariant, Violation } from './invariant.ts';
import { conclude } from './invariant.ts';

/** The network is well-formed (01 §1.7, R4–R6): what `faultsOf` finds, as violations. */
export const WELL_FORMED: Invariant = {
  name: 'well-formed',
  title: 'rules deliver and forward along links only, and nothing stands twice',
  check(network) {
    const { faults, unchecked } = faultsOf(network);
    let rules = 0;
    for (const id of nodeIds(network.nodes)) rules += ruleCount(network, id);
    return conclude(WELL_FORMED, {
      checked: rules - unchecked,
      violations: faults.map(violationOf),
      notes: [],
      doubts: [],
      ...(unchecked === 0 ? {} : { unproven: { checked: rules - unchecked, of: rules } }),
    });
  },
};

function violationOf({ code, message, node, rule, origin }: Fault): Violation {
  const place = rule === undefined ? message : `${rule.id.table}.${rule.id.family}.${rule.id.row}`;
  return {
    code,
    message,
    group: `${code} ${node ?? ''} ${place}`,
    ...(node === undefined ? {} : { at: node }),
    ...(rule === undefined ? {} : { rule }),
    ...(origin === undefined ? {} : { origin }),
  };
}
