import type { ValueMap } from '../../text/value.ts';
import { textsIn } from '../read/field.ts';

/** The container of the AWS network plugin that enforces policies where it is told to. */
export const AWS_AGENT = 'aws-eks-nodeagent';

const FLAG = /^--?enable-network-policy(?:=(.*))?$/;
const YES: readonly string[] = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const NO: readonly string[] = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/**
 * What the policy agent of AWS is told (S146); undefined where its arguments do not say, or name a variable. As Go reads a
 * flag that is true or false: without a value it is true, and the last one counts.
 */
export function readPolicyAgent(container: ValueMap): 'enforces' | 'does not' | undefined {
  const given = [...textsIn(container, 'command'), ...textsIn(container, 'args')];
  const flag = given.findLast((one) => FLAG.test(one));
  if (flag === undefined) return undefined;
  const value = FLAG.exec(flag)?.[1] ?? 'true';
  if (YES.includes(value)) return 'enforces';
  return NO.includes(value) ? 'does not' : undefined;
}
