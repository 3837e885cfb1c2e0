import type { ActionPattern, Family, MatchPattern } from '../../model/network/family.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { SetId } from '../../model/network/set.ts';
import type { Options } from '../profile/options.ts';
import { MARK } from './captured.ts';
import { skipReplies } from './pipeline.ts';

/** What the families of the source table are made of. */
export interface SourceTable {
  readonly options: Options;
  readonly fabric: NodeId;
  /** Every pod. */
  readonly pods: SetId;
  /** Whether services translate anything: else nothing is marked, and nothing comes back to its sender. */
  readonly translates: 'some' | 'none';
}

/**
 * Whose address a message leaves with (01 §6, T5). Implements S55, S58, S70, S72 and option S16; `then`: out by the link
 * that was chosen, or on to the policies that stand behind this table.
 */
export function sourceFamilies(
  { options, fabric, pods, translates }: SourceTable,
  then: ActionPattern,
): Family[] {
  const marked = (register: string): MatchPattern => ({ registers: [{ register, value: 1 }] });
  const notLocal: MatchPattern =
    options.detectLocal === 'clusterCIDR' ? { sourceOwner: { not: pods } } : { from: { not: pods } };
  const forServices = [
    masquerade('S70', { ends: 'same', ...marked(MARK.translated) }, ['S70', 'S71'], [], then),
    masquerade('S55', marked(MARK.masquerade), ['S55', 'S58'], [], then),
    ...(options.detectLocal === 'none'
      ? []
      : [masquerade('S72', { ...marked(MARK.cluster), ...notLocal }, ['S72'], ['DETECT_LOCAL'], then)]),
  ];
  return [
    skipReplies(then),
    ...(translates === 'some' ? forServices : []),
    ...(options.podToOutside === 'routed'
      ? []
      : [masquerade('S16', { out: { node: fabric } }, ['S16'], ['POD_TO_OUTSIDE'], then)]),
  ];
}

/** The host's own address of the message's family takes the place of the source. */
function masquerade(
  label: string,
  match: MatchPattern,
  requirements: readonly string[],
  assumes: readonly string[],
  then: ActionPattern,
): Family {
  return {
    label,
    each: { directory: ADDRESSES, where: [{ field: 'node', is: 'equal', to: { self: 'node' } }] },
    match: { ...match, targets: { row: 'family' } },
    action: { kind: 'translate', header: { source: { row: 'address' } }, then },
    requirements,
    assumes,
  };
}
