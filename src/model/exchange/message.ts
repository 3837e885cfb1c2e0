import type { Header } from '../header/header.ts';
import type { Request } from '../header/request.ts';

/** What is sent: a header, and possibly a request that no switch reads (01 §1.4). */
export interface Message {
  readonly header: Header;
  readonly request?: Request;
}
