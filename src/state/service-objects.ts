import { SERVICES } from '../kubernetes/compile/captured.ts';
import { FABRIC_DIRECTORIES } from '../kubernetes/compile/fabric.ts';
import type { Address } from '../model/header/address.ts';
import { rowsOf } from '../model/network/directory.ts';
import type { Network } from '../model/network/network.ts';
import { cellAt } from '../model/network/network.ts';
import type { Origin } from '../text/origin.ts';

/** The objects of the services with that address. */
export function objectsAt({ directories }: Network, wanted: Address): readonly (Origin | undefined)[] {
  return [SERVICES.frontends, FABRIC_DIRECTORIES.balancers].flatMap((name) => {
    const directory = directories[name];
    const column = directory?.columns.address;
    if (directory === undefined || column === undefined) return [];
    return Array.from(rowsOf(column, wanted), (row) => cellAt(directory, 'origin', row) as Origin);
  });
}
