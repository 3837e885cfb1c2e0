import type { BlockView, HeadersAnswer, HeadersRow } from '../../questions/headers.ts';
import { field } from './assumed.ts';
import { formatColumns } from './column.ts';
import { nodeText } from './naming.ts';
import type { Style } from './style.ts';

/** Everything that a process can send, by where it ends: a line for each block of headers. */
export function headersText(answer: HeadersAnswer, style: Style): string {
  const { from, over, sources, rows } = answer;
  const own = sources === 'own' ? 'with its own addresses' : 'with any source address';
  const head = field('From', `${nodeText(from)}, over ${nodeText(over)}, ${own}`, style);
  if (rows.length === 0) return `${head}${field('Result', 'nothing that it sends gets there', style)}`;
  const lines = rows.flatMap((row) => rowLines(row));
  const table = formatColumns([['END', 'AT', 'SURE', 'PROTOCOL', 'SOURCE', 'TARGET'], ...lines], {
    gap: 3,
    paint: (text, _, row) => (row === 0 ? style.paint.dim(text) : text),
  });
  return `${head}\n${table}`;
}

function rowLines(row: HeadersRow): string[][] {
  const first = [
    row.code === undefined || row.end === 'looped' ? row.end : `${row.end} ${row.code}`,
    row.at === undefined ? '' : nodeText(row.at),
    row.unknown === undefined ? row.certainty : `${row.certainty}: ${row.unknown.join(', ')}`,
  ];
  const { example, headers } = row;
  const blocks = headers?.map(blockCells) ?? [
    [
      'many, as',
      endText(example.source, `${example.sourcePort}`),
      endText(example.target, `${example.targetPort}`),
    ],
  ];
  return blocks.map((cells, i) => [...(i === 0 ? first : ['', '', '']), ...cells]);
}

function blockCells(block: BlockView): string[] {
  const target = endText(block.targets ?? '*', block.targetPorts);
  return [
    block.protocols?.join(',') ?? '*',
    endText(block.sources ?? '*', block.sourcePorts),
    block.ends === undefined
      ? target
      : `${target} (${block.ends === 'same' ? 'the same address' : 'another address'})`,
  ];
}

/** `10.0.0.1:80`, `10.0.0.1,10.0.0.2 port 80`: addresses, and ports where not all are meant. */
function endText(addresses: string, ports: string | undefined): string {
  if (ports === undefined) return addresses;
  return /[,:-]/.test(addresses) ? `${addresses} port ${ports}` : `${addresses}:${ports}`;
}
