import type { Protocol } from '../model/header/protocol.ts';
import type { PortName, RequestEnd } from '../state/end.ts';
import type { Sender } from '../state/sender.ts';
import type { State } from '../state/state.ts';
import type { Asked } from './delivery.ts';
import type { NameLeg } from './name-leg.ts';

/** One message that an input asks about, with the names of its ends. */
export interface AskedMessage {
  readonly sender: Sender;
  readonly from: string;
  readonly to: string;
  /** How its target was found, where that is a name. */
  readonly lookup?: NameLeg;
  /** What is sent: several alternatives where it is not known which of these addresses the name has; none if it has none. */
  readonly alternatives: readonly Asked[];
  /** The request to an Ingress or Gateway, instead of a message to an address. */
  readonly request?: RequestEnd;
  /** Codes of what was invented and decides whatever becomes of it (S144). */
  readonly unknown: readonly string[];
}

/** What every sender is asked. */
export interface Asking {
  readonly state: State;
  readonly to: string;
  readonly port: PortName | undefined;
  /** The only one that is asked for, of ports that are not named. */
  readonly protocol: Protocol | undefined;
  readonly namespace: string;
  readonly unknown: readonly string[];
}
