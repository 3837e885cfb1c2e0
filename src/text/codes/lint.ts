import type { CodePage } from '../code-page.ts';

/** What policies may be found to do: nothing. */
export const lintCodes = {
  POLICY_SELECTS_NOTHING: {
    title: 'A policy selects no pod.',
    text: `No pod of the input has the labels that it asks for, in a namespace that it means: it isolates nobody, and its rules say nothing. Often a label is
misspelt, or the policy is in another namespace than the pods. A policy for pods that an operator makes, or that come later, is found too: they are not in the input.`,
  },
  POLICY_CHANGES_NOTHING: {
    title: 'Nothing would change without a policy.',
    text: `Every pod that it selects is isolated by another policy as well, and what it admits is admitted by others too. Each such policy may be deleted alone; of two
that say the same, deleting both is another matter. It is so for the pods of the input: one that comes later may be
selected by this one alone, as a default-deny is meant to.`,
  },
  RULE_CHANGES_NOTHING: {
    title: 'Nothing would change without a rule.',
    text: `All that it admits is admitted by other rules for the same pods, or decided before it. Each such rule may be deleted alone; of two that say the
same, deleting both is another matter. It is so for the pods of the input: one that comes later may be
selected by this one alone, as a default-deny is meant to.`,
  },
  PEER_SELECTS_NOTHING: {
    title: 'A peer of a rule means no pod.',
    text: `No pod of the input has the labels that it asks for, in a namespace that it means. A podSelector without a namespaceSelector means pods of the policy's own
namespace. Pods that an operator makes, or that come later, are not in the input: see \`fibula exposure\`.`,
  },
  RULES_IGNORED: {
    title: 'Rules have no effect, since policyTypes does not name their direction.',
    text: `Where policyTypes is given, it alone says in which directions a policy isolates; rules of another direction are not looked at (S77).`,
  },
  POLICIES_NOT_ENFORCED: {
    title: 'No policy has any effect: nothing enforces them.',
    text: `The plugin of the cluster enforces no NetworkPolicies, as far as the input says (S8, S146). See what they would do with --assume enforced=yes.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
