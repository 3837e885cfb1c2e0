import type { NodeView, OriginView } from '../../questions/describe.ts';
import { printable } from './column.ts';

/** A node with its role: `pod shop/web`, `node worker-1`, `process shop/web/nginx`. */
export function nodeText({ role, name, kind }: NodeView): string {
  switch (role) {
    case 'container':
      return `process ${name}`;
    case 'daemon':
      return `daemon ${name}`;
    case 'pod':
      return `pod ${name}`;
    case 'host':
      return `node ${name}`;
    case 'fabric':
    case 'outside':
      return role;
    default:
      return `${kind} ${name}`;
  }
}

/** The name of an end as it can be given again: the node that stands for everything outside is `internet`. */
export function endText(name: string): string {
  return name === '@outside' ? 'internet' : name;
}

/** A share in hundredths, with at most one decimal. */
export function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

/** Where something comes from: `Pod default/p3 spec.containers[0].ports[0]  cluster.yaml:12:7`; empty if nothing is known. */
export function originText(origin: OriginView): string {
  const { kind, namespace, name, path } = origin;
  const object = kind === undefined ? '' : `${kind} ${namespace ? `${namespace}/` : ''}${name ?? ''}`;
  const what = [object, path ?? ''].filter((part) => part !== '').join(' ');
  const parts = [what, placeText(origin)].filter((part) => part !== '');
  return printable(parts.join('  '));
}

/** `cluster.yaml:12:7`. */
export function placeText({ file, line, column }: OriginView): string {
  if (file === undefined) return '';
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}
