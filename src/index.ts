// The library: sources in, a state, questions asked of it, answers as plain data.
// A table of contents; nothing is defined here.

// What Kubernetes leaves open
export type { OptionKey, Options, ProfileOption } from './kubernetes/profile/options.ts';
export { OPTIONS } from './kubernetes/profile/options.ts';
export type { Profile } from './kubernetes/profile/profile.ts';
export { ARTICLE, assume, PROFILES, STANDARD } from './kubernetes/profile/profile.ts';
export type { Change } from './kubernetes/read/change.ts';
// What happens to a message in one
export type { ExchangeEvent } from './model/exchange/event.ts';
export { eventsOf } from './model/exchange/event.ts';
export { follow, followReply } from './model/exchange/follow.ts';
export type { Message } from './model/exchange/message.ts';
export type { LoggedEvent, Run, Sending } from './model/exchange/run.ts';
export { run } from './model/exchange/run.ts';
export type { Disposition, Hop, Step, Trace } from './model/exchange/trace.ts';
// What a network is
export type { Address, Family } from './model/header/address.ts';
export { formatAddress, parseAddress } from './model/header/address.ts';
export type { Header } from './model/header/header.ts';
export { formatHeader } from './model/header/header.ts';
export type { Protocol } from './model/header/protocol.ts';
export { PROTOCOLS, parseProtocol } from './model/header/protocol.ts';
export type { Fault, FaultCode } from './model/network/fault.ts';
export { faultsOf } from './model/network/fault.ts';
export { linkCount } from './model/network/link.ts';
export type { Network } from './model/network/network.ts';
export { addressesOf, ownerOf } from './model/network/network.ts';
export type { Node, NodeId, Role } from './model/network/node.ts';
export { isSwitch, nameOf, nodeAt, nodeIds, nodeNamed } from './model/network/node.ts';
export type { Rule } from './model/network/rule.ts';
export { ruleCount, rules } from './model/network/rules.ts';
// Networks and scenarios written by hand
export { formatAction, formatMatch } from './model/notation/print.ts';
export { readNetwork } from './model/notation/read.ts';
export type { Scenario, ScenarioMessage } from './model/notation/scenario.ts';
export { readScenario } from './model/notation/scenario.ts';
export { askQuestion, doubtsOf, faultsAgainst } from './questions/ask.ts';
// What can be asked
export { sendingOf } from './questions/delivery.ts';
export { compareStates } from './questions/difference.ts';
export { readMessages } from './questions/message-input.ts';
export type {
  Answer,
  Asking,
  Input,
  Parameter,
  ParameterType,
  Question,
  Refusal,
} from './questions/question.ts';
export { isRefusal } from './questions/question.ts';
export { QUESTIONS, questionNamed } from './questions/registry.ts';
export { applyChange } from './state/apply.ts';
export { parsePortName, splitTarget } from './state/end.ts';
export type { Sender } from './state/sender.ts';
export { sendersOf, sourceAddress } from './state/sender.ts';
export type { Given, Reading, ReadOptions, State } from './state/state.ts';
export { readState } from './state/state.ts';
export type { Target } from './state/target.ts';
export { portsOf, targetsOf } from './state/target.ts';
// Texts, places in them, and what is wrong with them
export type { CodePage } from './text/code-page.ts';
export type { Code } from './text/codes.ts';
export { CODES, codePage } from './text/codes.ts';
export type { Diagnostic, Severity } from './text/diagnostic.ts';
export { formatDiagnostic } from './text/excerpt.ts';
export type { Item } from './text/item.ts';
export { nearest } from './text/nearest.ts';
export type { ObjectReference, Origin, Place, Source } from './text/origin.ts';
export { readText } from './text/read.ts';
export type { Value, ValueMap } from './text/value.ts';
export { isList, isMap } from './text/value.ts';
export { writeJson, writeYaml } from './text/write.ts';
